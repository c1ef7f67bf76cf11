import { readArgs } from "./args.mjs";
import { ClearError, say } from "./say.mjs";
import { findOperator } from "./traffic/operator.mjs";
import { assertOperator, postReplay } from "./traffic/post-replay.mjs";
import { readEventFile } from "./traffic/read-file.mjs";
import { sendLines } from "./traffic/send-lines.mjs";

const usage = "npm run replay -- FILE … [--archive YYYY-MM-DD] [--url http://localhost:8788]";

/**
 * `npm run replay`: puts events of files (JSONL, gzipped or not, or Parquet) or of an archived day back through the
 * pipeline of a running Plaza. What is counted already stays as it is. Leaves with 1 when a line was refused.
 */
export async function main(args) {
  const { values, files } = readArgs(args, { url: "string", archive: "string" }, usage);
  if (files.length === 0 && !values.archive) throw new ClearError(`Usage: ${usage}`);
  const operator = findOperator(values.url);
  await assertOperator(operator);
  let refused = 0;
  for (const file of files) {
    const progress = (sum) => say(`${file}: ${sum.accepted} events sent …`);
    const sum = await sendLines(operator, readEventFile(file), progress);
    report(file, sum);
    refused += sum.refused;
  }
  if (values.archive) refused += await replayArchive(operator, values.archive);
  if (refused > 0) process.exitCode = 1;
}

async function replayArchive(operator, date) {
  let [accepted, refused] = [0, 0];
  for (let after = ""; after !== null;) {
    const body = JSON.stringify({ archive: date, after });
    const answer = await postReplay(operator, body, "application/json");
    accepted += answer.accepted;
    refused += answer.refused;
    after = answer.next;
    if (after !== null) say(`${date}: ${accepted} events sent …`);
  }
  report(date, { accepted, refused, errors: [] });
  return refused;
}

function report(name, { accepted, refused, errors }) {
  say(`${name}: ${accepted} events sent, ${refused} lines refused`);
  for (const { line, message } of errors) console.error(`  line ${line}: ${message}`);
}
