import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { adminRoomPageSchema, adminRoomsQuery } from "../../lib/chat/admin/schema";
import { listAllRooms } from "../../lib/chat/service";
import { testDeps } from "./support/deps";
import { addMember, createRoom, createUser } from "./support/rows";

beforeEach(async () => {
  await env.DB.batch(
    ["mentions", "messages", "invitations", "room_members", "rooms"].map((table) =>
      env.DB.prepare(`DELETE FROM ${table}`),
    ),
  );
});

async function listAs(admin: { id: string }, query: Record<string, string> = {}) {
  const page = await listAllRooms(testDeps(), admin, adminRoomsQuery.parse(query));
  return adminRoomPageSchema.parse(page);
}

/** Every name of every page, asked for two at a time. */
async function walk(admin: { id: string }, query: Record<string, string>): Promise<string[]> {
  const names: string[] = [];
  let cursor: string | null = null;
  for (let pages = 0; pages < 10; pages += 1) {
    const page = await listAs(admin, { ...query, limit: "2", ...(cursor ? { cursor } : {}) });
    names.push(...page.rooms.map(({ name }) => name ?? "(direct)"));
    cursor = page.nextCursor;
    if (cursor === null) return names;
  }
  throw new Error("The list does not end");
}

/** Five rooms that differ in every order. */
async function createRooms() {
  const admin = await createUser({ name: "Robin", role: "admin" });
  const [ada, bo] = [await createUser({ name: "Ada" }), await createUser({ name: "Bo" })];
  const rooms = {
    plaza: await createRoom({ name: "Plaza. The first", createdBy: ada.id, createdAt: 100 }),
    garden: await createRoom({
      name: "garden 100%",
      kind: "private",
      topic: "Secret plans",
      createdBy: bo.id,
      createdAt: 200,
      lastSeq: 7,
      lastMessageAt: 900,
    }),
    hall: await createRoom({
      name: "Hall",
      createdBy: "gone",
      createdAt: 300,
      lastSeq: 7,
      lastMessageAt: 400,
    }),
    corner: await createRoom({ name: "角落", kind: "private", createdBy: ada.id, createdAt: 500 }),
    talk: await createRoom({
      name: "",
      kind: "direct",
      directKey: `${ada.id}:${bo.id}`,
      createdBy: ada.id,
      createdAt: 250,
      lastSeq: 3,
      lastMessageAt: 800,
    }),
  };
  for (const { id } of [ada, bo]) {
    await addMember(rooms.plaza.id, id);
    await addMember(rooms.talk.id, id);
  }
  await addMember(rooms.corner.id, admin.id);
  return { admin, ada, bo, rooms };
}

describe("the rooms that an admin sees", () => {
  it("are told by name and counters, and nobody is named of a direct one", async () => {
    const { admin, ada, bo, rooms } = await createRooms();
    const page = await listAs(admin);
    expect(page.counts).toEqual({ public: 2, private: 2, direct: 1 });
    expect(page.nextCursor).toBe(null);
    expect(page.rooms).toEqual([
      {
        id: rooms.garden.id,
        name: "garden 100%",
        kind: "private",
        members: 0,
        messages: 7,
        lastMessageAt: 900,
        createdAt: 200,
        createdBy: { id: bo.id, name: "Bo" },
        mayOpen: false,
      },
      {
        id: rooms.talk.id,
        name: null,
        kind: "direct",
        members: 2,
        messages: 3,
        lastMessageAt: 800,
        createdAt: 250,
        createdBy: null,
        mayOpen: false,
      },
      expect.objectContaining({ name: "角落", lastMessageAt: null, mayOpen: true }),
      expect.objectContaining({ name: "Hall", createdBy: null, mayOpen: true }),
      expect.objectContaining({ name: "Plaza. The first", members: 2, mayOpen: true }),
    ]);
    const text = JSON.stringify(page.rooms[1]);
    for (const secret of [ada.id, bo.id, "Ada", "Bo"]) expect(text).not.toContain(secret);
    expect(JSON.stringify(page)).not.toContain("Secret plans");
  });

  it("come in each order, each once, over pages", async () => {
    const { admin } = await createRooms();
    expect(await walk(admin, { sort: "activity" })).toEqual([
      "garden 100%",
      "(direct)",
      "角落",
      "Hall",
      "Plaza. The first",
    ]);
    expect(await walk(admin, { sort: "created" })).toEqual([
      "角落",
      "Hall",
      "(direct)",
      "garden 100%",
      "Plaza. The first",
    ]);
    expect(await walk(admin, { sort: "name" })).toEqual([
      "garden 100%",
      "Hall",
      "Plaza. The first",
      "角落",
      "(direct)",
    ]);
    const byMessages = await walk(admin, { sort: "messages" });
    expect(byMessages.slice(0, 2).sort()).toEqual(["Hall", "garden 100%"]);
    expect(byMessages[2]).toBe("(direct)");
    expect(byMessages.slice(3).sort()).toEqual(["Plaza. The first", "角落"]);
  });

  it("are found by a part of their name and by type, and a direct one by no name at all", async () => {
    const { admin } = await createRooms();
    const find = async (query: Record<string, string>) =>
      (await listAs(admin, query)).rooms.map(({ name }) => name);
    expect(await find({ q: "GARDEN" })).toEqual(["garden 100%"]);
    expect(await find({ q: "0%" })).toEqual(["garden 100%"]);
    expect(await find({ q: "落" })).toEqual(["角落"]);
    expect(await find({ q: "Ada" })).toEqual([]);
    expect(await find({ type: "direct" })).toEqual([null]);
    expect(await find({ type: "public", q: "a" })).toEqual(["Hall", "Plaza. The first"]);
  });

  it("refuse a cursor of another order by its field", async () => {
    const { admin } = await createRooms();
    const { nextCursor } = await listAs(admin, { sort: "name", limit: "1" });
    await expect(
      listAs(admin, { sort: "messages", cursor: nextCursor ?? "" }),
    ).rejects.toMatchObject({ code: "invalid_input", options: { errors: [{ field: "cursor" }] } });
    await expect(listAs(admin, { sort: "name", cursor: "%E0%A4%A.abc" })).rejects.toMatchObject({
      code: "invalid_input",
    });
  });

  it("show how many members there are up to a bound", async () => {
    const admin = await createUser({ role: "admin" });
    const { id } = await createRoom({ name: "Full house" });
    await env.DB.batch([
      env.DB.prepare(
        `INSERT INTO users (id, email, name, created_at)
         WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5100)
         SELECT 'm' || i, 'm' || i || '@example.org', 'M', 1 FROM n`,
      ),
      env.DB.prepare(
        `INSERT INTO room_members (room_id, user_id, role, joined_at)
         SELECT ?1, id, 'member', 1 FROM users WHERE email LIKE 'm%@example.org' AND name = 'M'`,
      ).bind(id),
    ]);
    expect((await listAs(admin)).rooms[0]?.members).toBe(5000);
  });
});
