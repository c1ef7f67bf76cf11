import { expect, expectProblem, test } from "./fixtures/api-people";
import { createRoom } from "./fixtures/rooms";

const privateRoom = { kind: "private", name: "Ours" } as const;

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
  ["PUT", "/messages/some-message/reactions/%F0%9F%8E%89"],
  ["DELETE", "/messages/some-message/reactions/%F0%9F%8E%89"],
  ["PUT", "/messages/some-message/pin"],
  ["DELETE", "/messages/some-message/pin"],
  ["GET", "/pins"],
  ["POST", "/read", { seq: 1 }],
  ["POST", "/unread", { seq: 1 }],
  ["POST", "/invitations"],
];

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
  const { id: roomId } = await createRoom(ada.api, privateRoom);
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
  const { id: roomId } = await createRoom(ada.api, privateRoom);
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
    ["POST", "/api/chat/rooms", { ...privateRoom, memberIds: ["no body"] }, "memberIds.0"],
    ["POST", "/api/chat/rooms", { ...privateRoom, memberIds: ["nobody"] }, "memberIds"],
    ["POST", "/api/chat/rooms", { kind: "direct" }, "memberIds"],
    ["PATCH", room, { name: text(81) }, "name"],
    ["PATCH", room, { topic: null }, "topic"],
    ["PATCH", room, [], "body"],
    ["POST", `${room}/members`, {}, "userIds"],
    ["POST", `${room}/members`, { userIds: [] }, "userIds"],
    ["POST", `${room}/members`, { userIds: ["nobody"] }, "userIds"],
    ["POST", `${room}/members`, { userIds: Array(51).fill("nobody") }, "userIds"],
    ["DELETE", `${room}/members`, { userIds: [{}] }, "userIds.0"],
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
    ["GET", "/api/chat/meta?rooms=a%20b", undefined, "rooms.0"],
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
  const { id: roomId } = await createRoom(ada.api, privateRoom);
  const room = `/api/chat/rooms/${roomId}`;
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
  const { id: roomId } = await createRoom(ada.api, { ...privateRoom, memberIds: [bob.id] });
  const room = `/api/chat/rooms/${roomId}`;
  const userIds = { data: { userIds: [eve.id] } };
  await expectProblem(await bob.api.patch(room, { data: { name: "x" } }), 403, "forbidden");
  await expectProblem(await bob.api.post(`${room}/members`, userIds), 403, "forbidden");
  await expectProblem(await bob.api.delete(`${room}/members`, userIds), 403, "forbidden");
  const { id: direct } = await createRoom(ada.api, { kind: "direct", memberIds: [bob.id] });
  const second = await bob.api.post("/api/chat/rooms", {
    data: { kind: "direct", memberIds: [ada.id] },
  });
  expect([second.status(), (await second.json()).room.id]).toEqual([200, direct]);
  await expectProblem(await ada.api.post(`/api/chat/rooms/${direct}/leave`), 403, "forbidden");
});
