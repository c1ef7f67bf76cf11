import { setTimeout as wait } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";

/** Something is not as it should be; its message is the reason that a check shows. */
export class Unmet extends Error {}

/** What a check cannot look at from where it runs. */
export class Skipped extends Error {}

export function expectEqual(actual, expected, what) {
  if (isDeepStrictEqual(actual, expected)) return;
  throw new Unmet(`${what} is ${show(actual)}, should be ${show(expected)}`);
}

/** An answer with this status; its JSON. */
export function expectStatus(answer, status, what) {
  if (answer.status === status) return answer.json;
  const { code, errors } = answer.json ?? {};
  const reason = code ? ` (${code}${errors ? ` ${JSON.stringify(errors)}` : ""})` : "";
  throw new Unmet(`${what} answers ${answer.status}${reason}, should answer ${status}`);
}

/** Looks again until it is so: copies are written behind the answer. */
export async function expectSoon(patienceMs, look) {
  for (const until = Date.now() + patienceMs; ;) {
    try {
      return await look();
    } catch (error) {
      if (!(error instanceof Unmet) || Date.now() > until) throw error;
      await wait(200);
    }
  }
}

function show(value) {
  const text = Buffer.isBuffer(value) ? `${value.length} bytes` : (JSON.stringify(value) ?? "none");
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
