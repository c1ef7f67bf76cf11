import { spawn } from "node:child_process";
import { parseArgs } from "node:util";

/** `npm run fuzz -- [--seed 7] [--runs 10000] [--only "POST /api/me"]`: the long form of `tests/e2e/fuzz.spec.ts`. */
const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "7" },
    runs: { type: "string", default: "10000" },
    only: { type: "string", default: "" },
  },
});
const child = spawn("playwright", ["test", "fuzz.spec.ts", "--workers", "1"], {
  stdio: "inherit",
  env: {
    ...process.env,
    FUZZ_SEED: values.seed,
    FUZZ_RUNS: values.runs,
    FUZZ_ONLY: values.only,
  },
});
child.on("exit", (code) => (process.exitCode = code ?? 1));
