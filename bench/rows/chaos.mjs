import { run as runProgram } from "../../scripts/local/run.mjs";

/**
 * `npm run chaos`, where `--chaos` asks for it: in its long form, in a quick run in its short one, which the tests in a browser run
 * anyway. What it prints as JSON is the result.
 */
export async function run({ quick, chaos }) {
  const what = "messages lost, doubled, out of order or different";
  if (!chaos) {
    return [{ what: `${what} (--chaos)`, measured: null, unit: "", reach: "0", ok: null }];
  }
  const args = ["scripts/chaos.mjs", ...(quick ? ["--short"] : [])];
  const { code, output } = await runProgram(process.execPath, args);
  const line = output.split("\n").find((text) => text.startsWith('{"seed"'));
  if (!line) throw new Error(`npm run chaos left with ${code}:\n${output.slice(-2_000)}`);
  const report = JSON.parse(line);
  const { lost, doubled, outOfOrder, different } = report;
  const wrong = [lost, doubled, outOfOrder, different].flat().length;
  return [
    {
      what: `${what}, ${report.sent} posts of ${report.clients} clients`,
      measured: wrong,
      unit: "",
      reach: "0",
      ok: wrong === 0 && code === 0,
    },
  ];
}
