import { setTimeout as wait } from "node:timers/promises";
import { ClearError } from "../say.mjs";

const firstDelayMs = 500;
const timeoutMs = 120_000;

/**
 * Sends one body to the replay of a running Plaza and answers what it says. Tries again while the server is away or
 * busy: events count by their ids, so a repetition is harmless. Throws a `ClearError` when it refuses or stays away.
 */
export async function postReplay({ url, token }, body, contentType, attempts = 6) {
  let reason = "";
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    if (attempt > 0) await wait(firstDelayMs * 2 ** (attempt - 1));
    const response = await send(url, token, body, contentType).catch((error) => {
      reason = explain(error, url);
      return null;
    });
    if (response?.ok) return response.json();
    if (!response) continue;
    reason = await describe(response);
    if (response.status < 500 && response.status !== 429) break;
  }
  throw new ClearError(reason);
}

/** Whether Plaza runs there and lets us in, told at once: throws a `ClearError` if not. */
export async function assertOperator(operator) {
  await postReplay(operator, "", "application/x-ndjson", 1);
}

function send(url, token, body, contentType) {
  return fetch(`${url}/api/admin/paths/replay`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": contentType },
    body,
    signal: AbortSignal.timeout(timeoutMs),
  });
}

function explain(error, url) {
  if (error.cause?.code === "ECONNREFUSED") {
    return `no Plaza runs at ${url}; start it with npm start`;
  }
  return `${url} cannot be reached (${error.cause?.code ?? error.message})`;
}

async function describe(response) {
  if (response.status === 401) return "the server does not know this OPERATOR_TOKEN";
  const problem = await response.json().catch(() => ({}));
  const what = problem.errors?.[0]?.message ?? problem.detail ?? problem.title ?? "no reason given";
  return `the server answers ${response.status}: ${what}`;
}
