import { spawn } from "node:child_process";
import { parseArgs } from "node:util";

/**
 * `npm run chaos -- [--seed 1] [--clients 50] [--actions 17000] [--series 3]`: the long form of `tests/e2e/chaos.spec.ts`,
 * `--short` what every test run does. `--traffic` is the chaos of the statistics, `tests/workerd/traffic-faults.test.ts`.
 */
const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    clients: { type: "string" },
    actions: { type: "string" },
    series: { type: "string" },
    traffic: { type: "boolean", default: false },
    short: { type: "boolean", default: false },
  },
});
// Of 17,000 things some 10,400 are posts.
const size = values.short ? [6, 200, 1] : [50, 17_000, 3];
const [clients, actions, series] = [values.clients, values.actions, values.series].map(
  (value, index) => value ?? String(size[index]),
);
const command = values.traffic
  ? [
      "vitest",
      "run",
      "--config",
      "vitest.workerd.config.ts",
      "tests/workerd/traffic-faults.test.ts",
    ]
  : ["playwright", "test", "chaos.spec.ts", "--workers", "1"];
const child = spawn(command[0], command.slice(1), {
  stdio: "inherit",
  env: {
    ...process.env,
    // The run has a server of its own; that which other tests share is not started.
    PLAZA_E2E_URL: "http://localhost:1",
    CHAOS_SEED: values.seed,
    CHAOS_CLIENTS: clients,
    CHAOS_ACTIONS: actions,
    CHAOS_SERIES: series,
  },
});
child.on("exit", (code) => (process.exitCode = code ?? 1));
