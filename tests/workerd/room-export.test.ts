import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { editMessage, postMessage, reactToMessage, removeMessage } from "../../lib/chat/service";
import { exportRoom } from "../../lib/chat/export";
import type { ExportFormat } from "../../lib/chat/export-format";
import type { Person } from "../../lib/auth/schema";
import { createChat, createPerson, post, withoutObject } from "./support/chat";
import { testDeps } from "./support/deps";
import { addMember } from "./support/rows";

beforeEach(() => {
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
  vi.spyOn(console, "error").mockImplementation(() => undefined);
});

const origin = "https://plaza.example";
const begin = (person: Person, roomId: string, format: ExportFormat = "jsonl", deps = testDeps()) =>
  exportRoom(deps, person, roomId, format, origin);

type Line = { seq: number; body: string; deletedAt: string | null };
const toLines = (text: string): Line[] =>
  text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line);

/** A room of so many messages, past every rule. */
async function createTalk(count: number) {
  const { roomId, persons } = await createChat(2, { kind: "private" });
  const [owner, member] = [persons[0]!, persons[1]!];
  await env.DB.batch([
    env.DB.prepare(
      `INSERT INTO messages (id, room_id, seq, rev, client_id, author_id, author_name, body, created_at)
       SELECT ?1 || '-' || value, ?1, value, value, 'client-' || value, ?2, 'Ada', 'message ' || value, value
       FROM json_each(?3)`,
    ).bind(roomId, member.id, JSON.stringify(Array.from({ length: count }, (_, n) => n + 1))),
    env.DB.prepare("UPDATE rooms SET last_seq = ?2, rev = ?2 WHERE id = ?1").bind(roomId, count),
  ]);
  return { roomId, owner, member, id: (seq: number) => `${roomId}-${seq}` };
}

describe("an export of a room", () => {
  it("holds all messages in order to where the room ended when it began, whatever comes in meanwhile", async () => {
    const { roomId, owner, member, id } = await createTalk(450);
    const { body, contentType, extension } = await begin(owner, roomId);
    expect([contentType, extension]).toEqual(["application/x-ndjson; charset=utf-8", "jsonl"]);
    const reader = body.getReader();
    const chunks: string[] = [];
    for (let step = await reader.read(); !step.done; step = await reader.read()) {
      chunks.push(new TextDecoder().decode(step.value));
      // Beside every page somebody talks, changes what comes later, and takes something back.
      await postMessage(testDeps(), member, roomId, post("too late for the file"));
      await editMessage(testDeps(), member, { roomId, messageId: id(440), body: "changed later" });
      await removeMessage(testDeps(), member, { roomId, messageId: id(430) });
    }
    const lines = toLines(chunks.join(""));
    expect(lines.map(({ seq }) => seq)).toEqual(Array.from({ length: 450 }, (_, n) => n + 1));
    // What was read before it changed stands as it was; a page at a time.
    expect(chunks.map((chunk) => toLines(chunk).length).filter(Boolean)).toEqual([200, 200, 50]);
    expect(lines[0]).toMatchObject({ body: "message 1", deletedAt: null });
    expect(lines[439]).toMatchObject({ body: "changed later" });
    expect(lines[429]).toMatchObject({ body: "", deletedAt: expect.any(String) });
    expect(chunks.join("")).not.toContain("message 430");
  });

  it("says what reads like a message: names, times, reactions, files by address", async () => {
    const { roomId, owner, member, id } = await createTalk(2);
    await reactToMessage(testDeps(), owner, { roomId, messageId: id(1), emoji: "👍", on: true });
    const file = { id: "f1", url: "/api/media/attachments/f1", name: "a&b.png", type: "image/png" };
    await env.DB.prepare("UPDATE messages SET attachments = ?, author_name = '<i>' WHERE id = ?")
      .bind(JSON.stringify([{ ...file, size: 3, width: 1, height: 1 }]), id(2))
      .run();
    const [first, second] = toLines(await new Response((await begin(owner, roomId)).body).text());
    expect(first).toEqual({
      id: id(1),
      seq: 1,
      authorId: member.id,
      authorName: "Ada",
      body: "message 1",
      replyTo: null,
      pinned: false,
      createdAt: "1970-01-01T00:00:00.001Z",
      editedAt: null,
      deletedAt: null,
      reactions: [{ emoji: "👍", count: 1 }],
      attachments: [],
    });
    expect(second).toMatchObject({
      attachments: [{ name: "a&b.png", url: `${origin}/api/media/attachments/f1` }],
    });
    const page = await new Response((await begin(owner, roomId, "html")).body).text();
    expect(page).toContain("<strong>&lt;i&gt;</strong>");
    expect(page).toContain(">a&amp;b.png</a>");
    expect(page.endsWith("</ol></body></html>")).toBe(true);
  });

  it("is the owner's alone: not a member's, a moderator's, an admin's, nor of a direct room", async () => {
    const { roomId, owner, member } = await createTalk(1);
    const inside = [member, await createPerson({ role: "moderator" })];
    inside.push(await createPerson({ role: "admin" }));
    for (const person of inside) {
      if (person !== member) await addMember(roomId, person.id);
      await expect(begin(person, roomId)).rejects.toMatchObject({ code: "forbidden" });
    }
    const stranger = await createPerson({ role: "admin" });
    await expect(begin(stranger, roomId)).rejects.toMatchObject({ code: "not_found" });
    const direct = await createChat(2, { kind: "direct" });
    await expect(begin(direct.persons[0]!, direct.roomId)).rejects.toMatchObject({
      code: "forbidden",
    });
    await begin(owner, roomId);
    await begin(owner, roomId, "html");
    const { results } = await env.DB.prepare(
      "SELECT actor_id, action FROM audit_log WHERE target_id = ?",
    )
      .bind(roomId)
      .all();
    expect(results).toEqual([{ actor_id: owner.id, action: "room.export" }]);
  });

  it("breaks off where the database fails, instead of ending as if it were complete", async () => {
    const { roomId, owner } = await createTalk(450);
    const deps = withoutObject();
    const { body } = await begin(owner, roomId, "jsonl", deps);
    const reader = body.getReader();
    await reader.read();
    await reader.read();
    Object.assign(deps.db, {
      $client: new Proxy(deps.db.$client, {
        get: () => () => {
          throw new Error("D1 is gone");
        },
      }),
      select: () => {
        throw new Error("D1 is gone");
      },
    });
    await expect(reader.read()).rejects.toThrow("D1 is gone");
  });

  it("of a room without messages is an empty file, or a page that says which room", async () => {
    const { roomId, owner } = await createTalk(0);
    expect(await new Response((await begin(owner, roomId)).body).text()).toBe("");
    const page = await new Response((await begin(owner, roomId, "html")).body).text();
    expect(page).toContain(`<h1>Room ${roomId}</h1>`);
  });
});
