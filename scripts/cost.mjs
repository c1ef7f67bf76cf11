import { toReport } from "./cost/report.mjs";
import { readArgs, toCount } from "./local/args.mjs";
import { ClearError } from "./local/say.mjs";

const usage =
  "npm run cost -- --requests-per-day N --members M [--isolates 10] [--flush-ms 10000] [--tickets-per-member 10]";

try {
  const { values } = readArgs(
    process.argv.slice(2),
    {
      "requests-per-day": "string",
      members: "string",
      isolates: "string",
      "flush-ms": "string",
      "tickets-per-member": "string",
    },
    usage,
  );
  const count = (name, fallback, max) => toCount(values[name] ?? String(fallback), name, max);
  const lines = toReport({
    requestsPerDay: count("requests-per-day", 1_000_000, 1e10),
    members: count("members", 1_000, 1e9),
    isolates: count("isolates", 10, 1e6),
    flushMs: count("flush-ms", 10_000, 600_000),
    ticketsPerMember: count("tickets-per-member", 10, 1e6),
  });
  console.log(lines.join("\n"));
} catch (error) {
  if (!(error instanceof ClearError)) throw error;
  console.error(`plaza: ${error.message}`);
  process.exitCode = 1;
}
