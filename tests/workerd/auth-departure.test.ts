import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import {
  changePerson,
  deleteAccount,
  findPerson,
  register,
  retryPendingEffects,
} from "../../lib/auth/service";
import { getMessages, getMeta, postMessage } from "../../lib/chat/service";
import { createChat, createPerson, post, withoutObject } from "./support/chat";
import { hasRedis, testDeps } from "./support/deps";
import { addMember, createRoom } from "./support/rows";
import { resetRedis } from "./support/redis";
import { askForSocket, RoomSocket } from "./support/room-socket";
import { variables } from "./support/accounts";
import { newLeaver, password } from "./support/departure";

async function leave(person: Awaited<ReturnType<typeof newLeaver>>, messages: "keep" | "delete") {
  const deps = testDeps({ variables });
  await deleteAccount(deps, person, new Headers(), { password, messages });
  await deps.settled();
}

async function listMessages(roomId: string) {
  const { results } = await env.DB.prepare(
    `SELECT author_name AS name, body, deleted_at IS NOT NULL AS gone, rev FROM messages
     WHERE room_id = ? ORDER BY seq`,
  )
    .bind(roomId)
    .all();
  return results;
}

async function countEffects(userId: string) {
  const row = await env.DB.prepare("SELECT count(*) AS n FROM pending_effects WHERE user_id = ?")
    .bind(userId)
    .first();
  return row?.n;
}

beforeEach(() => {
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
});

describe("a ban", () => {
  it("closes the person's sockets in every room within a second, and nobody else's", async () => {
    const admin = await createPerson({ role: "admin" });
    const rooms = await Promise.all(Array.from({ length: 8 }, () => createChat(1)));
    const banned = await createPerson();
    const sockets: RoomSocket[] = [];
    for (const { roomId } of rooms) {
      await addMember(roomId, banned.id);
      sockets.push(await RoomSocket.open(roomId, banned));
    }
    const bystander = await RoomSocket.open(rooms[0]!.roomId, rooms[0]!.persons[0]!);
    const began = performance.now();
    const deps = testDeps();
    await changePerson(deps, admin, banned.id, { status: "banned" });
    for (const socket of sockets) {
      const { code, at } = await socket.ends();
      expect(code).toBe(4403);
      expect(at - began).toBeLessThan(1000);
    }
    await deps.settled();
    expect(bystander.closed).toBeNull();
    expect(await countEffects(banned.id)).toBe(0);
  });

  it("closes a socket that was being opened while it took place", async () => {
    const admin = await createPerson({ role: "admin" });
    const { roomId, persons } = await createChat(2);
    const deps = testDeps();
    await changePerson(deps, admin, persons[1]!.id, { status: "banned" });
    // Its ticket had been checked before; the object remembers the ban and asks once more.
    const answer = await askForSocket(roomId, persons[1]!);
    const late = answer.webSocket;
    const codes: number[] = [];
    late?.addEventListener("close", ({ code }) => codes.push(code));
    late?.accept();
    await expect.poll(() => codes).toEqual([4403]);
  });

  it("that could not reach a room is owed, and closes the socket when it is retried", async () => {
    const admin = await createPerson({ role: "admin" });
    const { roomId, persons } = await createChat(2);
    const socket = await RoomSocket.open(roomId, persons[1]!);
    let time = Date.now();
    const cut = { ...withoutObject(testDeps({ now: () => time })), waitUntil: () => undefined };
    await changePerson(cut, admin, persons[1]!.id, { status: "banned" });
    expect(await countEffects(persons[1]!.id)).toBe(1);
    expect(socket.closed).toBeNull();
    time += 60_000;
    const runs = [1, 2].map(() => retryPendingEffects(testDeps({ now: () => time })));
    await Promise.all(runs);
    expect((await socket.ends()).code).toBe(4403);
    expect(await countEffects(persons[1]!.id)).toBe(0);
  });
});

describe("leaving with messages kept", () => {
  it("takes the name off them under new revs, and frees the address", async () => {
    const { roomId, persons } = await createChat(1);
    const leaver = await newLeaver();
    await addMember(roomId, leaver.id);
    await postMessage(testDeps(), leaver, roomId, post("one"));
    await postMessage(testDeps(), persons[0]!, roomId, post("two"));
    await postMessage(testDeps(), leaver, roomId, post("three"));
    await leave(leaver, "keep");
    const stays = persons[0]!.name;
    expect(await listMessages(roomId)).toMatchObject([
      { name: "", body: "one", gone: 0 },
      { name: stays, body: "two", gone: 0, rev: 2 },
      { name: "", body: "three", gone: 0 },
    ]);
    // Three posts, a membership that ended, two messages that changed.
    const meta = await getMeta(testDeps(), persons[0]!, roomId);
    expect(meta).toMatchObject({ rev: 6, lastSeq: 3 });
    expect(await findPerson(testDeps(), { userId: leaver.id, sid: leaver.sid })).toBeNull();
    const again = { email: leaver.email, name: "Again", password };
    await register(testDeps({ variables }), new Headers(), again);
    const row = await env.DB.prepare("SELECT * FROM users WHERE id = ?").bind(leaver.id).first();
    expect(row).toMatchObject({
      email: `deleted:${leaver.id}`,
      name: "",
      image: null,
      password_hash: null,
      status: "deleted",
    });
    expect(await countEffects(leaver.id)).toBe(0);
  });

  it("makes clients that hold the room fetch what changed", async () => {
    const { roomId, persons } = await createChat(1);
    const leaver = await newLeaver();
    await addMember(roomId, leaver.id);
    await postMessage(testDeps(), leaver, roomId, post("one"));
    const socket = await RoomSocket.open(roomId, persons[0]!);
    await leave(leaver, "keep");
    const frame = await socket.hears("changed", 2);
    expect(frame).toMatchObject({ messages: [], prevRev: 3, rev: 3 });
  });

  it("hands rooms to their longest member", async () => {
    const leaver = await newLeaver();
    const { id: roomId } = await createRoom();
    const [second, third] = [await createPerson(), await createPerson()];
    await addMember(roomId, leaver.id, { role: "owner", joinedAt: 1 });
    await addMember(roomId, third.id, { joinedAt: 3 });
    await addMember(roomId, second.id, { joinedAt: 2 });
    await leave(leaver, "keep");
    const { results } = await env.DB.prepare(
      "SELECT user_id, role FROM room_members WHERE room_id = ? ORDER BY role",
    )
      .bind(roomId)
      .all();
    expect(results).toEqual([
      { user_id: third.id, role: "member" },
      { user_id: second.id, role: "owner" },
    ]);
  });

  it("refuses a wrong password and leaves everything as it was", async () => {
    const leaver = await newLeaver();
    const wrong = { password: "not the password", messages: "keep" as const };
    await expect(
      deleteAccount(testDeps({ variables }), leaver, new Headers(), wrong),
    ).rejects.toMatchObject({
      code: "invalid_input",
      options: { errors: [{ field: "password" }] },
    });
    expect(await findPerson(testDeps(), { userId: leaver.id, sid: leaver.sid })).not.toBeNull();
  });
});

describe("leaving with messages deleted", () => {
  it("makes tombstones of 450 messages in bounded steps, also when a step fails", async () => {
    const { roomId, persons } = await createChat(1);
    const leaver = await newLeaver();
    await addMember(roomId, leaver.id);
    await env.DB.batch([
      env.DB.prepare(
        `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 450)
         INSERT INTO messages (id, room_id, seq, rev, client_id, author_id, author_name, body, created_at)
         SELECT ?1 || i, ?1, i, i, 'client-' || i, ?2, 'Leaver', 'secret ' || i, 1 FROM n`,
      ).bind(roomId, leaver.id),
      env.DB.prepare("UPDATE rooms SET rev = 450, last_seq = 450 WHERE id = ?").bind(roomId),
    ]);
    let time = Date.now();
    const base = testDeps({ variables, now: () => time });
    let writes = 0;
    // The database fails in the second step of the messages, as when the isolate dies there.
    const failing = new Proxy(base.db.$client, {
      get(target, property) {
        const value: unknown = Reflect.get(target, property);
        if (typeof value !== "function") return value;
        if (property !== "batch") return value.bind(target);
        return (statements: D1PreparedStatement[]) => {
          if (statements.length === 4) writes += 1;
          if (writes === 3) throw new Error("The database is gone");
          return target.batch(statements);
        };
      },
    });
    const db = Object.assign(Object.create(base.db), { $client: failing });
    await deleteAccount({ ...base, db, waitUntil: () => undefined }, leaver, new Headers(), {
      password,
      messages: "delete",
    });
    const names = async () =>
      (await listMessages(roomId)).filter((message) => message.gone === 0).length;
    expect(await names()).toBeGreaterThan(0);
    expect(await countEffects(leaver.id)).toBe(1);
    time += 60_000;
    await retryPendingEffects(testDeps({ now: () => time }));
    expect(await names()).toBe(0);
    expect(await countEffects(leaver.id)).toBe(0);
    const rows = await listMessages(roomId);
    expect(JSON.stringify(rows)).not.toContain("secret");
    // 450 posts, one membership, 450 tombstones; every rev once.
    expect(await getMeta(testDeps(), persons[0]!, roomId)).toMatchObject({ rev: 901 });
    expect(new Set(rows.map((row) => row.rev)).size).toBe(450);
    const page = await getMessages(testDeps(), persons[0]!, roomId, { limit: 1 });
    expect(page.messages[0]).toMatchObject({ body: "", authorName: "" });
  });
});

describe.skipIf(!hasRedis)("leaving with Redis", () => {
  beforeEach(resetRedis);

  it("is known to other isolates on the next request, and the rooms' numbers too", async () => {
    const { roomId, persons } = await createChat(1);
    const leaver = await newLeaver();
    await addMember(roomId, leaver.id);
    await postMessage(testDeps({ redis: true }), leaver, roomId, post("one"));
    const claims = { userId: leaver.id, sid: leaver.sid };
    const before = testDeps({ redis: true });
    expect(await findPerson(before, claims)).not.toBeNull();
    await getMessages(before, persons[0]!, roomId, { limit: 10 });
    await before.settled();
    await deleteAccount(testDeps({ redis: true, variables }), leaver, new Headers(), {
      password,
      messages: "delete",
    });
    expect(await findPerson(testDeps({ redis: true }), claims)).toBeNull();
    const page = await getMessages(testDeps({ redis: true }), persons[0]!, roomId, { limit: 10 });
    expect(page).toMatchObject({ rev: 3, messages: [{ body: "", authorName: "" }] });
  });
});
