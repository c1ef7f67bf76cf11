import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { serverFrameSchema } from "../../lib/chat/schema";
import { toArbitrary } from "../fuzz/arbitrary";
import { collectSchemas, type FuzzedCall } from "../fuzz/collect";
import { findFault, findProblemFault, type Answer } from "../fuzz/find-fault";
import { toBody, toPath, toRequests, type FuzzedRequest } from "../fuzz/requests";
import { ask, join, nobody, type Caller } from "./access/roles";
import { listPages } from "./access/surface";
import { expect, test } from "./fixtures/test";

/** `npm run fuzz` sets them; without it this is the short form. */
const runs = Number(process.env.FUZZ_RUNS ?? 1000);
const seed = Number(process.env.FUZZ_SEED ?? 7);
/** Part of a call's name, to look at one alone. */
const only = process.env.FUZZ_ONLY ?? "";

test.use({ isolated: true });
test.setTimeout(120_000 + runs * 200);

/** Calls at the same time. */
const lanes = 4;

/** Failures that are meant: no webhook is configured here, and oEmbed wants a 501 for a format that we do not have. */
const meant: Record<string, number> = {
  "POST /api/admin/alerts/test": 503,
  "GET /api/share/oembed": 501,
};

type Site = { url: string; callers: Record<FuzzedRequest["as"], Caller>; targetId: string };

test("no input makes a failure, and every refusal is a problem that names what is wrong", async ({
  server,
}) => {
  const { calls, frame } = await collectSchemas();
  const pages = listPages().map((name): FuzzedCall => {
    const template = name.replace("GET ", "");
    return { name, method: "GET", template, access: "page" };
  });
  const all: FuzzedCall[] = [...calls, ...pages].filter(({ name }) => name.includes(only));
  const site = await openSite(server.url);
  const numRuns = Math.ceil(runs / (all.length + 1));
  const faults: string[] = [];
  const waiting = [...all.entries()];
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [index, call] = next;
      const fault = await fuzz(site, call, { numRuns, seed: seed + index });
      if (fault) faults.push(`${call.name}: ${fault}`);
    }
  };
  await Promise.all(Array.from({ length: lanes }, work));
  const framesFault = await fuzzFrames(site, toArbitrary(frame), { numRuns: numRuns * 2, seed });
  if (framesFault) faults.push(`frames: ${framesFault}`);
  console.log(JSON.stringify({ seed, calls: all.length, inputs: numRuns * (all.length + 2) }));
  expect(faults).toEqual([]);
});

type Runs = { numRuns: number; seed: number };

/** A fault of this call, or null. */
async function fuzz(site: Site, call: FuzzedCall, options: Runs): Promise<string | null> {
  const there = await makeThings(site, call);
  const property = fc.asyncProperty(toRequests(call), async (request) => {
    const path = toPath(call.template, request, there);
    const answer = await send(site, call, path, request);
    const fault = answer.status === meant[call.name] ? null : findFault(path, answer);
    if (fault) throw new Error(`${fault}, to ${request.as} ${call.method} ${path}`);
  });
  return check(property, options);
}

/** What is wrong and with what it shows; the smallest such input only when one call is looked at. */
async function check<T>(property: fc.IAsyncProperty<T>, options: Runs): Promise<string | null> {
  const { failed, counterexample, errorInstance } = await fc.check(property, {
    ...options,
    endOnFailure: only === "",
  });
  if (!failed) return null;
  return `${String(errorInstance)} ${fc.stringify(counterexample)}`.slice(0, 1000);
}

async function send(site: Site, call: FuzzedCall, path: string, request: FuzzedRequest) {
  const answer = await fetch(`${site.url}${path}`, {
    method: call.method,
    redirect: "manual",
    signal: AbortSignal.timeout(30_000),
    headers: {
      "content-type": "application/json",
      ...site.callers[request.as].headers,
      ...request.headers,
    },
    ...(call.method === "GET" ? {} : { body: toBody(request) }),
  });
  const type = answer.headers.get("content-type") ?? "";
  return { status: answer.status, type, text: await answer.text() } satisfies Answer;
}

async function openSite(url: string): Promise<Site> {
  // The first account of a server is its admin.
  const admin = await join(url, "Admin who tries everything");
  const [member, target] = [await join(url, "Member"), await join(url, "Target")];
  return { url, callers: { admin, member, visitor: nobody }, targetId: target.id };
}

/** A room of both with a message, made anew for each call, as calls take away what they are asked to. */
async function makeThings(
  site: Site,
  { template }: Pick<FuzzedCall, "template">,
): Promise<Record<string, string>> {
  const { url, callers, targetId } = site;
  const things: Record<string, string> = {
    userId: template.includes("/admin/") ? targetId : callers.member.id,
  };
  if (!template.includes("[roomId]")) return things;
  const data = { kind: "private", name: "Fuzzed", memberIds: [callers.member.id] };
  const { room } = await ask<{ room: { id: string } }>(url, "/api/chat/rooms", callers.admin, {
    data,
  });
  const path = `/api/chat/rooms/${room.id}`;
  const posting = { clientId: randomUUID(), body: "Words" };
  const { message } = await ask<{ message: { id: string } }>(
    url,
    `${path}/messages`,
    callers.admin,
    { data: posting },
  );
  Object.assign(things, { roomId: room.id, messageId: message.id });
  if (template.includes("[hookId]")) {
    const name = { data: { name: "A hook" } };
    const { hook } = await ask<{ hook: { id: string } }>(url, `${path}/hooks`, callers.admin, name);
    things.hookId = hook.id;
  }
  return things;
}

/** The same of frames: each socket takes some, and is closed for nonsense at the most. */
async function fuzzFrames(site: Site, frame: fc.Arbitrary<unknown>, options: Runs) {
  const { roomId = "" } = await makeThings(site, { template: "[roomId]" });
  const text = fc.oneof(
    { weight: 8, arbitrary: frame.map((value) => JSON.stringify(value) ?? "") },
    { weight: 1, arbitrary: fc.constantFrom("", "{", "ping ", "[".repeat(9000), "\0") },
  );
  const property = fc.asyncProperty(
    fc.array(text, { minLength: 1, maxLength: 6 }),
    async (texts) => {
      const fault = await exchange(site, roomId, texts);
      if (fault) throw new Error(fault);
    },
  );
  return check(property, options);
}

/** Sends frames over a socket of its own and reads until the server has answered all, or has closed it. */
async function exchange(site: Site, roomId: string, texts: string[]): Promise<string | null> {
  const path = `/api/chat/rooms/${roomId}/tickets`;
  const { ticket } = await ask<{ ticket: string }>(site.url, path, site.callers.admin, {});
  const address = `${site.url.replace("http", "ws")}/api/chat/rooms/${roomId}/ws`;
  const socket = new WebSocket(address, ["plaza.v1", `ticket.${ticket}`]);
  return new Promise<string | null>((resolve) => {
    const end = (fault: string | null) => {
      clearTimeout(timer);
      resolve(fault);
      socket.close();
    };
    const timer = setTimeout(() => end("no answer within 20 s"), 20_000);
    const last = { type: "post", clientId: randomUUID(), body: "The end" };
    socket.addEventListener("open", () => {
      for (const text of [...texts, JSON.stringify(last)]) socket.send(text);
    });
    socket.addEventListener("message", ({ data }) => {
      const fault = findFrameFault(String(data));
      if (fault || String(data).includes(`"clientId":"${last.clientId}"`)) end(fault);
    });
    socket.addEventListener("close", ({ code }) => {
      end([1000, 1005, 1008, 1009].includes(code) ? null : `closed with ${code}`);
    });
  });
}

function findFrameFault(text: string): string | null {
  const frame = serverFrameSchema.safeParse(JSON.parse(text));
  if (!frame.success) return `a frame that is none: ${text.slice(0, 300)}`;
  return frame.data.type === "nack" ? findProblemFault(JSON.stringify(frame.data.problem)) : null;
}
