import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import type { Person } from "../../lib/auth/schema";
import { searchPeople } from "../../lib/auth/service";
import { listRoomMembers } from "../../lib/chat/service";
import { toLogPath } from "../../lib/http/log-path";
import { toEventPath } from "../../lib/traffic/collect/domain";
import {
  createHook,
  listHooks,
  postByHook,
  readHookPost,
  renewHook,
  revokeHook,
} from "../../lib/hook/service";
import { createChat, createPerson, readMessages, withoutObject } from "./support/chat";
import { newIsolate, testDeps } from "./support/deps";
import { addMember } from "./support/rows";

const origin = "https://plaza.example";

/** What the address of a hook holds. */
function read(url: string) {
  const [hookId = "", secret = ""] = new URL(url).pathname.split("/").slice(3);
  return { hookId, secret };
}

async function openHook(owner: Person, roomId: string, name = "Builds") {
  const { hook, url } = await createHook(testDeps(), owner, { roomId, name, origin });
  return { hook, url, call: read(url) };
}

const post = (text: string, clientId = `key-${crypto.randomUUID()}`) => ({ text, clientId });

function sent(body: BodyInit, headers: Record<string, string> = {}): Request {
  return new Request(`${origin}/api/hooks/x/y`, { method: "POST", body, headers });
}

describe("a hook of a room", () => {
  it("posts under its own name with the badge of a bot", async () => {
    const { roomId, persons } = await createChat(1);
    const { hook, url, call } = await openHook(persons[0]!, roomId);
    expect(url).toMatch(/^https:\/\/plaza\.example\/api\/hooks\/[0-9A-Za-z]{16}\/[0-9A-Za-z]{32}$/);
    const { message, created } = await postByHook(testDeps(), call, post("Build 7 is green"));
    expect(created).toBe(true);
    expect(message).toMatchObject({
      roomId,
      authorId: hook.id,
      authorName: "Builds",
      authorBadge: "bot",
      body: "Build 7 is green",
    });
  });

  it("posts once however often a call is repeated, through the object and past it", async () => {
    const { roomId, persons } = await createChat(1);
    const { call } = await openHook(persons[0]!, roomId);
    // The first answer is lost; the program cannot know whether it was heard.
    const first = await postByHook(testDeps(), call, post("Once", "key-build-7"));
    const again = await postByHook(testDeps(), call, post("Once", "key-build-7"));
    const past = await postByHook(withoutObject(), call, post("Once", "key-build-7"));
    expect([again.created, past.created]).toEqual([false, false]);
    expect([again.message.id, past.message.id]).toEqual([first.message.id, first.message.id]);
    expect(await readMessages(roomId)).toHaveLength(1);
  });

  it("is refused from the next call on when it was renewed or revoked, on every isolate", async () => {
    const { roomId, persons } = await createChat(1);
    const owner = persons[0]!;
    const { hook, call } = await openHook(owner, roomId);
    const [here, there] = [newIsolate(), newIsolate()];
    await postByHook(testDeps({ isolate: here }), call, post("One"));
    await postByHook(testDeps({ isolate: there }), call, post("Two"));
    const place = { roomId, hookId: hook.id };
    const renewed = await renewHook(testDeps({ isolate: here }), owner, place, origin);
    for (const isolate of [here, there]) {
      await expect(postByHook(testDeps({ isolate }), call, post("No"))).rejects.toMatchObject({
        code: "not_found",
      });
    }
    const next = read(renewed.url);
    await postByHook(testDeps({ isolate: there }), next, post("Three"));
    await revokeHook(testDeps({ isolate: here }), owner, place);
    for (const isolate of [here, there]) {
      await expect(postByHook(testDeps({ isolate }), next, post("No"))).rejects.toMatchObject({
        code: "not_found",
      });
    }
    const bodies = (await readMessages(roomId)).map(({ body }) => body);
    expect(bodies).toEqual(["One", "Two", "Three"]);
  });

  it("is 404 for a secret that is not its own", async () => {
    const { roomId, persons } = await createChat(1);
    const one = await openHook(persons[0]!, roomId);
    const other = await openHook(persons[0]!, roomId);
    const mixed = { hookId: one.call.hookId, secret: other.call.secret };
    const unknown = { hookId: "0000000000000000", secret: one.call.secret };
    for (const call of [mixed, unknown]) {
      await expect(postByHook(testDeps(), call, post("No"))).rejects.toMatchObject({
        code: "not_found",
      });
    }
  });

  it("may post ten times in ten seconds", async () => {
    const { roomId, persons } = await createChat(1);
    const { call } = await openHook(persons[0]!, roomId);
    for (let n = 0; n < 10; n += 1) await postByHook(testDeps(), call, post(`${n}`));
    const refused = await postByHook(testDeps(), call, post("11")).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: "rate_limited" });
    expect(await readMessages(roomId)).toHaveLength(10);
  });

  it("belongs to those who look after the room, and does not exist for strangers to a private one", async () => {
    const { roomId, persons } = await createChat(2, { kind: "private" });
    const [owner, member] = persons;
    await openHook(owner!, roomId);
    expect(await listHooks(testDeps(), owner!, roomId)).toHaveLength(1);
    const asked = { roomId, name: "Mine", origin };
    await expect(createHook(testDeps(), member!, asked)).rejects.toMatchObject({
      code: "forbidden",
    });
    const moderator = await createPerson({ role: "moderator" });
    await expect(createHook(testDeps(), moderator, asked)).rejects.toMatchObject({
      code: "not_found",
    });
    await addMember(roomId, moderator.id);
    const open = await createChat(1);
    await createHook(testDeps(), moderator, { ...asked, roomId: open.roomId });
  });

  it("is at most one of ten in a room, however many are made at once", async () => {
    const { roomId, persons } = await createChat(1);
    const made = await Promise.allSettled(
      Array.from({ length: 13 }, () => openHook(persons[0]!, roomId)),
    );
    expect(made.filter(({ status }) => status === "fulfilled")).toHaveLength(10);
    expect(await listHooks(testDeps(), persons[0]!, roomId)).toHaveLength(10);
  });

  it("is in no list of people, inherits no room, and has nothing to sign in with", async () => {
    const { roomId, persons } = await createChat(1);
    const owner = persons[0]!;
    const name = `Hook ${crypto.randomUUID()}`;
    const { hook } = await openHook(owner, roomId, name);
    const { members } = await listRoomMembers(testDeps(), owner, roomId, { limit: 100 });
    expect(members.map(({ userId }) => userId)).toEqual([owner.id]);
    expect(await searchPeople(testDeps(), owner, name)).toEqual([]);
    const row = await env.DB.prepare("SELECT email, password_hash FROM users WHERE id = ?")
      .bind(hook.id)
      .first();
    expect(row).toEqual({ email: `hook:${hook.id}`, password_hash: null });
  });

  it("keeps its secret out of the log and of the statistics", async () => {
    const { roomId, persons } = await createChat(1);
    const { url, call } = await openHook(persons[0]!, roomId);
    const { pathname } = new URL(url);
    expect(toLogPath(pathname)).not.toContain(call.secret);
    expect(toEventPath(pathname, "/api/hooks/[hookId]/[secret]")).toBe(
      `/api/hooks/${call.hookId}/[secret]`,
    );
    const { results } = await env.DB.prepare("SELECT * FROM hooks WHERE id = ?")
      .bind(call.hookId)
      .all();
    expect(JSON.stringify(results)).not.toContain(call.secret);
  });
});

describe("what a program may send to a hook", () => {
  const text = async (request: Request) => (await readHookPost(request)).text;
  const json = { "content-type": "application/json" };
  const form = { "content-type": "application/x-www-form-urlencoded" };

  it.each([
    ["JSON", '{"text":" Hello "}', json],
    ["Slack's form of it", '{"text":"Hello","username":"ci","blocks":[]}', json],
    ["JSON that curl calls a form", '{"text":"Hello"}', form],
    [
      "a payload as older senders write it",
      `payload=${encodeURIComponent('{"text":"Hello"}')}`,
      form,
    ],
    ["plain text", "Hello\n", { "content-type": "text/plain; charset=utf-8" }],
  ])("is %s", async (_name, body, headers) => {
    expect(await text(sent(body, headers))).toBe("Hello");
  });

  it.each([
    ["nothing to say", '{"text":"  "}', "invalid_input"],
    ["no text", '{"body":"Hello"}', "invalid_input"],
    ["over 4,000 characters", JSON.stringify({ text: "界".repeat(4001) }), "invalid_input"],
    ["no JSON", "{text}", "invalid_json"],
    ["over 64 kB", JSON.stringify({ text: "x".repeat(66_000) }), "payload_too_large"],
  ])("is refused with %s", async (_name, body, code) => {
    await expect(text(sent(body, json))).rejects.toMatchObject({ code });
  });

  it("is one message for one Idempotency-Key", async () => {
    const keyed = (key: string) =>
      readHookPost(sent("Hello", { "idempotency-key": key, "content-type": "text/plain" }));
    const [one, same, other] = await Promise.all([keyed("build/7"), keyed("build/7"), keyed("8")]);
    expect(one.clientId).toBe(same.clientId);
    expect(one.clientId).not.toBe(other.clientId);
    expect(one.clientId).toMatch(/^key-[0-9a-f]{40}$/);
    await expect(keyed("k".repeat(256))).rejects.toMatchObject({
      options: { errors: [{ field: "Idempotency-Key" }] },
    });
  });
});
