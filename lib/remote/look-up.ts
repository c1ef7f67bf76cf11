import { z } from "zod";
import { readBytes } from "../http/read-body";
import { isPublicIp } from "./address";

const limitMs = 2_000;
const maxAnswerBytes = 64 * 1024;

/** Types of records, and the answers that say something (RFC 1035 §3.2.2, §4.1.1; RFC 3596 §2.1). */
const recordTypes = { A: 1, AAAA: 28 } as const;
const noError = 0;
const noSuchName = 3;

const answerSchema = z.object({
  Status: z.number(),
  Answer: z.array(z.object({ type: z.number(), data: z.string() })).default([]),
});

/** `private`: at least one address is not public. `nowhere`: there is no such name, or it has no address. */
export type NameVerdict = "public" | "private" | "nowhere" | "unknown";

/**
 * Where a name leads, by DNS over HTTPS in the JSON form that Cloudflare and Google answer. `unknown` when one of the two
 * questions (IPv4, IPv6) has no answer within two seconds and the other none that is private.
 */
export async function judgeName(
  resolverUrl: string,
  name: string,
  signal: AbortSignal = AbortSignal.timeout(limitMs),
): Promise<NameVerdict> {
  const bounded = toEarlier(signal, AbortSignal.timeout(limitMs));
  const answers = await Promise.all([
    ask(resolverUrl, name, "A", bounded),
    ask(resolverUrl, name, "AAAA", bounded),
  ]);
  const addresses = answers.flatMap((answer) => answer ?? []);
  if (!addresses.every(isPublicIp)) return "private";
  if (answers.includes(null)) return "unknown";
  return addresses.length > 0 ? "public" : "nowhere";
}

/** Aborts with whichever does first. Next's development server has no `AbortSignal.any`. */
function toEarlier(one: AbortSignal, other: AbortSignal): AbortSignal {
  const controller = new AbortController();
  for (const signal of [one, other]) {
    if (signal.aborted) controller.abort(signal.reason);
    signal.addEventListener("abort", () => controller.abort(signal.reason), { once: true });
  }
  return controller.signal;
}

/** The addresses of a name; null when the resolver cannot tell. */
async function ask(
  resolverUrl: string,
  name: string,
  type: keyof typeof recordTypes,
  signal: AbortSignal,
): Promise<string[] | null> {
  try {
    const url = new URL(resolverUrl);
    url.searchParams.set("name", name);
    url.searchParams.set("type", type);
    const headers = { accept: "application/dns-json" };
    const response = await fetch(url, { headers, redirect: "manual", signal });
    const body = new TextDecoder().decode(await readBytes(response, maxAnswerBytes));
    if (!response.ok) return null;
    const { Status, Answer } = answerSchema.parse(JSON.parse(body));
    if (Status !== noError && Status !== noSuchName) return null;
    return Answer.filter((record) => record.type === recordTypes[type]).map(({ data }) => data);
  } catch {
    return null;
  }
}
