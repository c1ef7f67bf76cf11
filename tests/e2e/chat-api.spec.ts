import type { APIRequestContext } from "@playwright/test";
import { expect, expectProblem, test } from "./fixtures/api-people";
import { createRoom } from "./fixtures/rooms";

const privateRoom = { kind: "private", name: "Ours" } as const;

test("two people make a room, talk, edit, delete and count what they have not read", async ({
  newMember,
}) => {
  const [ada, bob] = [await newMember("Ada"), await newMember("Bob")];
  const { id: roomId } = await createRoom(ada.api, { ...privateRoom, memberIds: [bob.id] });
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

  const list = async ({ api }: { api: APIRequestContext }) =>
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
  const { id: roomId } = await createRoom(bob.api, privateRoom);
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
  const { id: roomId } = await createRoom(ada.api, privateRoom);
  const cost = async (path: string) =>
    (await ada.api.get(`/api/chat/rooms/${roomId}${path}`)).headers()["server-timing"];
  await cost("/meta");
  // Numbers live for a second: somewhere in a few polls two follow each other closely enough.
  await expect.poll(() => cost("/meta")).toContain('d1;desc="0"');
  await expect.poll(() => cost("/messages")).toContain('d1;desc="0"');
});

test("an invitation brings somebody in, and leaving takes them out", async ({ newMember }) => {
  const [ada, bob] = [await newMember("Ada"), await newMember("Bob")];
  const { id: roomId } = await createRoom(ada.api, privateRoom);
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

test("a message is reacted to and pinned, and the room sees both", async ({ newMember }) => {
  const [ada, bob] = [await newMember("Ada"), await newMember("Bob")];
  const { id: roomId } = await createRoom(ada.api, { ...privateRoom, memberIds: [bob.id] });
  const room = `/api/chat/rooms/${roomId}`;
  const data = { clientId: "client-id-1", body: "hello" };
  const { message } = await (await ada.api.post(`${room}/messages`, { data })).json();
  const one = `${room}/messages/${message.id}`;
  const reaction = `${one}/reactions/${encodeURIComponent("👨‍👩‍👧")}`;
  expect((await bob.api.put(reaction)).status()).toBe(200);
  await expectProblem(await bob.api.put(`${one}/reactions/x`), 404, "not_found");
  await expectProblem(await bob.api.put(`${one}/reactions/%`), 404, "not_found");
  await expectProblem(await bob.api.put(`${one}/pin`), 403, "forbidden");
  expect((await ada.api.put(`${one}/pin`)).status()).toBe(200);
  const { messages } = await (await bob.api.get(`${room}/pins`)).json();
  expect(messages).toMatchObject([
    { id: message.id, pinned: true, reactions: [{ emoji: "👨‍👩‍👧", userIds: [bob.id] }] },
  ]);
  expect((await bob.api.delete(reaction)).status()).toBe(200);
  expect((await ada.api.delete(`${one}/pin`)).status()).toBe(200);
  expect((await (await bob.api.get(`${room}/pins`)).json()).messages).toEqual([]);
});
