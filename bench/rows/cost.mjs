import { toBill, toOperations } from "../../scripts/cost/model.mjs";

const traffic = { requestsPerDay: 1_000_000, members: 1_000, isolates: 10, flushMs: 10_000 };

/** What the statistics of a million requests a day cost a month above the plan, from counted operations. */
export async function run() {
  return ["single-consumer", "durable-objects"].map((strategy) => {
    const { dollars } = toBill(toOperations(strategy, traffic));
    return {
      what: `statistics of 1 M requests a day, ${strategy}`,
      measured: dollars,
      unit: "$ a month",
      reach: "≤ 20 $",
      ok: dollars <= 20,
    };
  });
}
