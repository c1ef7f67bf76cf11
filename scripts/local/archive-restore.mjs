import { setTimeout as wait } from "node:timers/promises";
import { readArgs } from "./args.mjs";
import { ClearError, say } from "./say.mjs";
import { findOperator } from "./traffic/operator.mjs";

const usage = "npm run archive:restore -- YYYY-MM-DD [--url http://localhost:8788]";
const timeoutMs = 120_000;
const maxTries = 6;

/**
 * `npm run archive:restore`: puts the raw rows of an archived day back into the database of a running Plaza, without
 * counting them again. Interrupted, it is simply run again.
 */
export async function main(args) {
  const { values, files: dates } = readArgs(args, { url: "string" }, usage);
  const [date] = dates;
  if (dates.length !== 1 || !/^\d{4}-\d{2}-\d{2}$/.test(date))
    throw new ClearError(`Usage: ${usage}`);
  const operator = findOperator(values.url);
  for (;;) {
    const { restored, recordCount, complete, until } = await restoreSome(operator, date);
    say(`${date}: ${restored} of ${recordCount} rows are back`);
    if (complete) {
      say(
        `They stay until ${new Date(until).toISOString()}, or until the day is archived again by hand.`,
      );
      return;
    }
  }
}

/** One call puts some rows back. Those that fail are tried again: rows that are there stay as they are. */
async function restoreSome(operator, date) {
  let reason = "";
  for (let attempt = 0; attempt < maxTries; attempt += 1) {
    if (attempt > 0) await wait(500 * 2 ** (attempt - 1));
    const response = await send(operator, date).catch((error) => {
      reason = `${operator.url} does not answer (${error.cause?.code ?? error.message}); is Plaza running?`;
      return null;
    });
    if (response?.ok) return response.json();
    if (!response) continue;
    const problem = await response.json().catch(() => ({}));
    reason = problem.detail ?? problem.title ?? `${operator.url} answers ${response.status}`;
    if (response.status < 500) break;
  }
  throw new ClearError(reason);
}

function send({ url, token }, date) {
  return fetch(`${url}/api/admin/archive/restore`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ date }),
    signal: AbortSignal.timeout(timeoutMs),
  });
}
