import type { APIRequestContext, APIResponse } from "@playwright/test";
import { signUp, type Account } from "./fixtures/accounts";
import { expect, test as base } from "./fixtures/test";

type Member = Account & { api: APIRequestContext };

/** People who talk to the API without a browser. */
const test = base.extend<{ newMember: (name: string) => Promise<Member> }>({
  newMember: async ({ playwright, baseURL }, use) => {
    const contexts: APIRequestContext[] = [];
    await use(async (name) => {
      const api = await playwright.request.newContext({ baseURL });
      contexts.push(api);
      return { ...(await signUp(api, name)), api };
    });
    for (const api of contexts) await api.dispose();
  },
});

/** The answer is a problem of this status and code, which names `field`. */
async function expectProblem(response: APIResponse, status: number, code: string, field?: string) {
  const problem = await response.json();
  expect([response.status(), problem.code], response.url()).toEqual([status, code]);
  expect(response.headers()["content-type"]).toBe("application/problem+json");
  if (field !== undefined) {
    const fields = problem.errors.map((error: { field: string }) => error.field.split(".")[0]);
    expect(fields, response.url()).toContain(field);
  }
}

async function createRoom({ api }: Member, data: object): Promise<string> {
  const response = await api.post("/api/chat/rooms", { data });
  expect(response.status(), await response.text()).toBe(201);
  return (await response.json()).room.id;
}

const privateRoom = { kind: "private", name: "Ours" };

/** Every call of a room, as `[method, path under the room, body]`. */
const roomCalls: [string, string, object?][] = [
  ["GET", ""],
  ["PATCH", "", { name: "Other" }],
  ["POST", "/join"],
  ["POST", "/leave"],
  ["GET", "/members"],
  ["POST", "/members", { userIds: ["somebody"] }],
  ["DELETE", "/members", { userIds: ["somebody"] }],
  ["GET", "/meta"],
  ["GET", "/messages"],
  ["GET", "/messages?after=1"],
  ["POST", "/messages", { clientId: "client-id", body: "x" }],
  ["PATCH", "/messages/some-message", { body: "x" }],
  ["DELETE", "/messages/some-message"],
  ["POST", "/read", { seq: 1 }],
  ["POST", "/unread", { seq: 1 }],
  ["POST", "/invitations"],
];

test("two people make a room, talk, edit, delete and count what they have not read", async ({
  newMember,
}) => {
  const [ada, bob] = [await newMember("Ada"), await newMember("Bob")];
  const roomId = await createRoom(ada, { ...privateRoom, memberIds: [bob.id] });
  const room = `/api/chat/rooms/${roomId}`;
  const post = (body: string, clientId: string) =>
    ada.api.post(`${room}/messages`, { data: { clientId, body } });

  const first = await post("Hello", "first-client-id");
  expect(first.status()).toBe(201);
  const { message } = await first.json();
  expect(message).toEqual({
    id: message.id,
    roomId,
    seq: 1,
    rev: 2,
    clientId: "first-client-id",
    authorId: ada.id,
    authorName: "Ada",
    authorImage: null,
    authorBadge: null,
    body: "Hello",
    replyTo: null,
    attachments: [],
    reactions: [],
    pinned: false,
    editedAt: null,
    deletedAt: null,
    createdAt: message.createdAt,
  });
  const again = await post("Something else", "first-client-id");
  expect([again.status(), (await again.json()).message.body]).toEqual([200, "Hello"]);
  expect((await post(`Hi <@${bob.id}>`, "second-client-id")).status()).toBe(201);

  const list = async ({ api }: Member) =>
    (await (await api.get("/api/chat/rooms")).json()).rooms.find(
      (each: { id: string }) => each.id === roomId,
    );
  expect(await list(bob)).toMatchObject({ unread: 2, mentions: 1, readSeq: 0, myRole: "member" });
  expect(await list(ada)).toMatchObject({ unread: 0, mentions: 0, myRole: "owner" });
  const read = await bob.api.post(`${room}/read`, { data: { seq: 2 } });
  expect(await read.json()).toEqual({ readSeq: 2 });
  expect(await list(bob)).toMatchObject({ unread: 0, mentions: 0 });
  const unread = await bob.api.post(`${room}/unread`, { data: { seq: 1 } });
  expect(await unread.json()).toEqual({ readSeq: 1 });
  expect(await list(bob)).toMatchObject({ unread: 1, mentions: 1 });

  const path = `${room}/messages/${message.id}`;
  await expectProblem(await bob.api.patch(path, { data: { body: "x" } }), 403, "forbidden");
  await expectProblem(await bob.api.delete(path), 403, "forbidden");
  const edited = await ada.api.patch(path, { data: { body: "Hello!" } });
  expect((await edited.json()).message).toMatchObject({ body: "Hello!", rev: 4, seq: 1 });
  const gone = await ada.api.delete(path);
  expect((await gone.json()).message).toMatchObject({ body: "", rev: 5, seq: 1 });
  await expectProblem(await ada.api.patch(path, { data: { body: "x" } }), 410, "gone");

  const meta = await bob.api.get(`${room}/meta`);
  const text = await meta.text();
  expect(text.length).toBeLessThanOrEqual(120);
  expect(JSON.parse(text)).toMatchObject({ roomId, rev: 5, lastSeq: 2 });
  const changes = await (await bob.api.get(`${room}/messages?changedSince=3`)).json();
  expect(changes).toMatchObject({ rev: 5, hasMore: false, messages: [{ seq: 1, rev: 5 }] });
  const newest = await (await bob.api.get(`${room}/messages?limit=1`)).json();
  expect(newest).toMatchObject({ hasMore: true, lastSeq: 2, messages: [{ seq: 2 }] });
});

test("what one person's page sends never leaves as somebody who signed in after", async ({
  newMember,
}) => {
  const [ada, bob] = [await newMember("Ada"), await newMember("Bob")];
  const roomId = await createRoom(bob, privateRoom);
  const send = (asUser: string) =>
    bob.api.post(`/api/chat/rooms/${roomId}/messages`, {
      headers: { "x-plaza-user": asUser },
      data: { clientId: "waited-in-the-outbox", body: "from an open page" },
    });
  await expectProblem(await send(ada.id), 401, "not_signed_in");
  expect((await send(bob.id)).status()).toBe(201);
});

test("a warm poll asks D1 nothing", async ({ newMember }) => {
  const ada = await newMember("Ada");
  const roomId = await createRoom(ada, privateRoom);
  const cost = async (path: string) =>
    (await ada.api.get(`/api/chat/rooms/${roomId}${path}`)).headers()["server-timing"];
  await cost("/meta");
  // Numbers live for a second: somewhere in a few polls two follow each other closely enough.
  await expect.poll(() => cost("/meta")).toContain('d1;desc="0"');
  await expect.poll(() => cost("/messages")).toContain('d1;desc="0"');
});

test("an invitation brings somebody in, and leaving takes them out", async ({ newMember }) => {
  const [ada, bob] = [await newMember("Ada"), await newMember("Bob")];
  const roomId = await createRoom(ada, privateRoom);
  const room = `/api/chat/rooms/${roomId}`;
  await expectProblem(await bob.api.get(room), 404, "not_found");
  const invitation = await ada.api.post(`${room}/invitations`);
  expect(invitation.status()).toBe(201);
  const { token, url } = await invitation.json();
  expect(url).toContain(`/invite/${token}`);
  const shown = await (await bob.api.get(`/api/chat/invitations/${token}`)).json();
  expect(shown).toMatchObject({ room: { id: roomId, name: "Ours" }, invitedBy: "Ada" });
  expect((await bob.api.post(`/api/chat/invitations/${token}`)).status()).toBe(200);
  const { members } = await (await bob.api.get(`${room}/members`)).json();
  expect(members.map(({ userId }: { userId: string }) => userId).sort()).toEqual(
    [ada.id, bob.id].sort(),
  );
  await expectProblem(await bob.api.post(`${room}/invitations`), 403, "forbidden");
  expect((await bob.api.post(`${room}/leave`)).status()).toBe(204);
  await expectProblem(await bob.api.get(room), 404, "not_found");
});

test("without a session every call says so", async ({ request }) => {
  const calls: [string, string, object?][] = [
    ["GET", "/api/chat/rooms"],
    ["POST", "/api/chat/rooms", privateRoom],
    ["GET", "/api/chat/meta?rooms=a"],
    ["GET", `/api/chat/invitations/${"a".repeat(32)}`],
    ["POST", `/api/chat/invitations/${"a".repeat(32)}`],
    ...roomCalls.map(([method, path, data]): [string, string, object?] => [
      method,
      `/api/chat/rooms/room${path}`,
      data,
    ]),
  ];
  for (const [method, path, data] of calls) {
    await expectProblem(await request.fetch(path, { method, data }), 401, "not_signed_in");
  }
});

test("somebody else's private room does not exist, and neither does an odd address", async ({
  newMember,
}) => {
  const [ada, eve] = [await newMember("Ada"), await newMember("Eve")];
  const roomId = await createRoom(ada, privateRoom);
  const rooms = [roomId, "unknown-room", "x".repeat(17), "a%20b", "'--"];
  for (const id of rooms) {
    for (const [method, path, data] of roomCalls) {
      const response = await eve.api.fetch(`/api/chat/rooms/${id}${path}`, { method, data });
      await expectProblem(response, 404, "not_found");
    }
  }
  const metas = await eve.api.get(`/api/chat/meta?rooms=${roomId},unknown-room`);
  expect(await metas.json()).toEqual({ rooms: [] });
  await expectProblem(await eve.api.get("/api/chat/invitations/short"), 404, "not_found");
});

test("each field that is missing, too long or of the wrong type is named", async ({
  newMember,
}) => {
  const ada = await newMember("Ada");
  const roomId = await createRoom(ada, privateRoom);
  const room = `/api/chat/rooms/${roomId}`;
  const text = (length: number) => "x".repeat(length);
  const post = { clientId: "client-id", body: "x" };
  const cases: [string, string, unknown, string][] = [
    ["POST", "/api/chat/rooms", {}, "kind"],
    ["POST", "/api/chat/rooms", { kind: "secret", name: "x" }, "kind"],
    ["POST", "/api/chat/rooms", { kind: "private" }, "name"],
    ["POST", "/api/chat/rooms", { kind: "private", name: "  " }, "name"],
    ["POST", "/api/chat/rooms", { kind: "private", name: 7 }, "name"],
    ["POST", "/api/chat/rooms", { kind: "private", name: text(81) }, "name"],
    ["POST", "/api/chat/rooms", { ...privateRoom, topic: text(251) }, "topic"],
    ["POST", "/api/chat/rooms", { ...privateRoom, topic: [] }, "topic"],
    ["POST", "/api/chat/rooms", { ...privateRoom, memberIds: "ada" }, "memberIds"],
    ["POST", "/api/chat/rooms", { ...privateRoom, memberIds: ["no body"] }, "memberIds"],
    ["POST", "/api/chat/rooms", { ...privateRoom, memberIds: ["nobody"] }, "memberIds"],
    ["POST", "/api/chat/rooms", { kind: "direct" }, "memberIds"],
    ["PATCH", room, { name: text(81) }, "name"],
    ["PATCH", room, { topic: null }, "topic"],
    ["PATCH", room, [], "body"],
    ["POST", `${room}/members`, {}, "userIds"],
    ["POST", `${room}/members`, { userIds: [] }, "userIds"],
    ["POST", `${room}/members`, { userIds: ["nobody"] }, "userIds"],
    ["POST", `${room}/members`, { userIds: Array(51).fill("nobody") }, "userIds"],
    ["DELETE", `${room}/members`, { userIds: [{}] }, "userIds"],
    ["DELETE", `${room}/members`, { userIds: [ada.id] }, "userIds"],
    ["POST", `${room}/messages`, { body: "x" }, "clientId"],
    ["POST", `${room}/messages`, { ...post, clientId: "short" }, "clientId"],
    ["POST", `${room}/messages`, { ...post, clientId: text(65) }, "clientId"],
    ["POST", `${room}/messages`, { ...post, clientId: 12345678 }, "clientId"],
    ["POST", `${room}/messages`, { clientId: "client-id" }, "body"],
    ["POST", `${room}/messages`, { ...post, body: " \n " }, "body"],
    ["POST", `${room}/messages`, { ...post, body: "\u0000" }, "body"],
    ["POST", `${room}/messages`, { ...post, body: text(4001) }, "body"],
    ["POST", `${room}/messages`, { ...post, body: { text: "x" } }, "body"],
    ["POST", `${room}/messages`, { ...post, replyTo: "unknown" }, "replyTo"],
    ["POST", `${room}/messages`, { ...post, replyTo: 7 }, "replyTo"],
    ["POST", `${room}/messages`, { ...post, attachmentIds: ["unknown"] }, "attachmentIds"],
    ["POST", `${room}/messages`, { ...post, attachmentIds: "x" }, "attachmentIds"],
    ["POST", `${room}/messages`, null, "body"],
    ["PATCH", `${room}/messages/some-message`, {}, "body"],
    ["PATCH", `${room}/messages/some-message`, { body: text(4001) }, "body"],
    ["POST", `${room}/read`, {}, "seq"],
    ["POST", `${room}/read`, { seq: -1 }, "seq"],
    ["POST", `${room}/read`, { seq: 1.5 }, "seq"],
    ["POST", `${room}/unread`, { seq: "1" }, "seq"],
    ["POST", `${room}/unread`, { seq: 1e300 }, "seq"],
    ["GET", `${room}/messages?limit=0`, undefined, "limit"],
    ["GET", `${room}/messages?limit=101`, undefined, "limit"],
    ["GET", `${room}/messages?limit=many`, undefined, "limit"],
    ["GET", `${room}/messages?after=-1`, undefined, "after"],
    ["GET", `${room}/messages?before=1e99`, undefined, "before"],
    ["GET", `${room}/messages?changedSince=x`, undefined, "changedSince"],
    ["GET", `${room}/messages?after=1&before=2`, undefined, "after"],
    ["GET", `${room}/members?limit=1000`, undefined, "limit"],
    ["GET", `${room}/members?cursor=no%20body`, undefined, "cursor"],
    ["GET", "/api/chat/meta", undefined, "rooms"],
    ["GET", "/api/chat/meta?rooms=", undefined, "rooms"],
    ["GET", "/api/chat/meta?rooms=a%20b", undefined, "rooms"],
    ["GET", `/api/chat/meta?rooms=${Array(51).fill("a").join()}`, undefined, "rooms"],
  ];
  for (const [method, path, body, field] of cases) {
    const sent =
      body === undefined
        ? {}
        : { data: JSON.stringify(body), headers: { "content-type": "application/json" } };
    const response = await ada.api.fetch(path, { method, ...sent });
    await expectProblem(response, 422, "invalid_input", field);
  }
});

test("bodies that are no JSON, too large or of another site are refused", async ({ newMember }) => {
  const ada = await newMember("Ada");
  const room = `/api/chat/rooms/${await createRoom(ada, privateRoom)}`;
  // As bytes: Playwright would quote text that is no JSON.
  const send = (data: string | number[], headers: Record<string, string> = {}) =>
    ada.api.post(`${room}/messages`, {
      data: Buffer.from(data),
      headers: { "content-type": "application/json", ...headers },
    });
  await expectProblem(await send("{"), 400, "invalid_json");
  await expectProblem(await send(""), 400, "invalid_json");
  await expectProblem(await send([0x22, 0xff, 0xfe, 0x22]), 400, "invalid_json");
  await expectProblem(await send(" ".repeat(70_000)), 413, "payload_too_large");
  const foreign = { origin: "https://elsewhere.example" };
  await expectProblem(await send("{}", foreign), 403, "origin_refused");
  await expectProblem(await ada.api.put(`${room}/messages`), 405, "method_not_allowed");
});

test("members who may not open, rename or fill rooms are told so", async ({ newMember }) => {
  const [ada, bob, eve] = [await newMember("Ada"), await newMember("Bob"), await newMember("Eve")];
  const open = { kind: "public", name: "Open" };
  await expectProblem(await ada.api.post("/api/chat/rooms", { data: open }), 403, "forbidden");
  const roomId = await createRoom(ada, { ...privateRoom, memberIds: [bob.id] });
  const room = `/api/chat/rooms/${roomId}`;
  const userIds = { data: { userIds: [eve.id] } };
  await expectProblem(await bob.api.patch(room, { data: { name: "x" } }), 403, "forbidden");
  await expectProblem(await bob.api.post(`${room}/members`, userIds), 403, "forbidden");
  await expectProblem(await bob.api.delete(`${room}/members`, userIds), 403, "forbidden");
  const direct = await createRoom(ada, { kind: "direct", memberIds: [bob.id] });
  const second = await bob.api.post("/api/chat/rooms", {
    data: { kind: "direct", memberIds: [ada.id] },
  });
  expect([second.status(), (await second.json()).room.id]).toEqual([200, direct]);
  await expectProblem(await ada.api.post(`/api/chat/rooms/${direct}/leave`), 403, "forbidden");
});
