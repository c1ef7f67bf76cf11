import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Person } from "../../lib/auth/schema";
import {
  countReports,
  decideReports,
  editMessage,
  listReports,
  postMessage,
  removeMessage,
  reportMessage,
} from "../../lib/chat/service";
import { createChat, createPerson, post } from "./support/chat";
import { testDeps } from "./support/deps";

beforeEach(() => {
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
});

const spam = { reason: "spam" as const, detail: "The third time today" };
const code = (expected: string) => ({ code: expected });

/** A message of `ann` in a room of hers, `bob` and `eve`, and two moderators who are not in it. */
async function createReported(kind: "public" | "private" | "direct" = "private") {
  const { roomId, persons } = await createChat(3, { kind, name: "The back room" });
  const [ann, bob, eve] = persons as [Person, Person, Person];
  const mira = await createPerson({ role: "moderator" });
  const noah = await createPerson({ role: "moderator" });
  const { message } = await postMessage(testDeps(), ann, roomId, post("Buy my watches"));
  return { place: { roomId, messageId: message.id }, ann, bob, eve, mira, noah };
}

/** What waits of one message: other tests' reports wait as well. */
async function findReported(moderator: Person, messageId: string) {
  const { messages } = await listReports(testDeps(), moderator);
  return messages.find((each) => each.messageId === messageId);
}

async function listAudit(targetId: string) {
  const { results } = await env.DB.prepare("SELECT action FROM audit_log WHERE target_id = ?")
    .bind(targetId)
    .all();
  return results.map(({ action }) => action);
}

describe("reporting", () => {
  it("shows a moderator the message of a private room, and who holds what against it, but no room", async () => {
    const { place, bob, eve, mira } = await createReported();
    expect(await reportMessage(testDeps(), bob, place, spam)).toEqual({ created: true });
    expect(await reportMessage(testDeps(), bob, place, spam)).toEqual({ created: false });
    await reportMessage(testDeps(), eve, place, { reason: "other" });
    expect(await findReported(mira, place.messageId)).toMatchObject({
      roomName: "The back room",
      mayOpen: false,
      body: "Buy my watches",
      isChanged: false,
      isDeleted: false,
      reports: [
        { reporterName: bob.name, reason: "spam", detail: "The third time today" },
        { reporterName: eve.name, reason: "other", detail: "" },
      ],
    });
  });

  it("refuses what is mine, gone, or out of my sight, and the eleventh of a day", async () => {
    const { place, ann, bob, mira } = await createReported();
    await expect(reportMessage(testDeps(), ann, place, spam)).rejects.toMatchObject(
      code("forbidden"),
    );
    await expect(reportMessage(testDeps(), mira, place, spam)).rejects.toMatchObject(
      code("not_found"),
    );
    const start = Date.now();
    for (let count = 0; count < 9; count += 1) {
      const { message } = await postMessage(testDeps(), ann, place.roomId, post(`${count}`));
      const deps = testDeps({ now: () => start + count * 1000 });
      await reportMessage(deps, bob, { ...place, messageId: message.id }, spam);
    }
    const tenth = testDeps({ now: () => start + 9000 });
    await reportMessage(tenth, bob, place, spam);
    const { place: elsewhere } = await createReported("public");
    const eleventh = reportMessage(tenth, bob, elsewhere, spam);
    await expect(eleventh).rejects.toMatchObject({
      code: "rate_limited",
      options: { retryAfterSeconds: 86_391 },
    });
    const nextDay = testDeps({ now: () => start + 86_400_001 });
    expect(await reportMessage(nextDay, bob, elsewhere, spam)).toEqual({ created: true });
    await removeMessage(testDeps(), ann, place);
    const late = await createPerson();
    await env.DB.prepare("UPDATE rooms SET kind = 'public' WHERE id = ?").bind(place.roomId).run();
    await expect(reportMessage(testDeps(), late, place, spam)).rejects.toMatchObject(code("gone"));
  });

  it("keeps what was reported when its author changes or deletes it, until somebody has decided", async () => {
    const { place, ann, bob, mira } = await createReported();
    await reportMessage(testDeps(), bob, place, spam);
    await editMessage(testDeps(), ann, { ...place, body: "Nothing to see here" });
    expect(await findReported(mira, place.messageId)).toMatchObject({
      body: "Buy my watches",
      isChanged: true,
    });
    await removeMessage(testDeps(), ann, place);
    expect(await findReported(mira, place.messageId)).toMatchObject({
      body: "Buy my watches",
      isDeleted: true,
    });
    await decideReports(testDeps(), mira, place.messageId, { action: "dismiss" });
    const kept = await env.DB.prepare("SELECT body FROM message_reports WHERE message_id = ?")
      .bind(place.messageId)
      .first("body");
    expect(kept).toBe("");
  });
});

describe("deciding", () => {
  it("removes the message, mutes its author or dismisses; each is written down and closes all its reports", async () => {
    const deeds = [
      [{ action: "remove" as const }, "message.remove"],
      [{ action: "dismiss" as const }, "message.dismiss_reports"],
      [{ action: "mute" as const, seconds: 3600 }, "room.mute"],
    ] as const;
    for (const [decision, action] of deeds) {
      const { place, ann, bob, eve, mira } = await createReported("direct");
      await reportMessage(testDeps(), bob, place, spam);
      await reportMessage(testDeps(), eve, place, spam);
      await decideReports(testDeps(), mira, place.messageId, decision);
      await decideReports(testDeps(), mira, place.messageId, decision);
      expect(await findReported(mira, place.messageId)).toBeUndefined();
      const target = decision.action === "mute" ? place.roomId : place.messageId;
      expect(await listAudit(target)).toEqual([action]);
      const posted = postMessage(testDeps(), ann, place.roomId, post("next"));
      if (decision.action === "mute") await expect(posted).rejects.toMatchObject(code("muted"));
      else expect((await posted).created).toBe(true);
    }
  });

  it.each(["remove", "dismiss", "mute"] as const)(
    "to %s hears one of two moderators who decide at once",
    async (action) => {
      const { place, bob, mira, noah } = await createReported();
      await reportMessage(testDeps(), bob, place, spam);
      const decision = action === "mute" ? { action, seconds: 3600 } : { action };
      const outcomes = await Promise.allSettled(
        [mira, noah].map((each) => decideReports(testDeps(), each, place.messageId, decision)),
      );
      expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      expect(outcomes.find(({ status }) => status === "rejected")).toMatchObject({
        reason: code("conflict"),
      });
      const target = action === "mute" ? place.roomId : place.messageId;
      expect(await listAudit(target)).toHaveLength(1);
    },
  );

  it("is nobody's about their own message, nor a moderator's about another one's voice", async () => {
    const { roomId, persons } = await createChat(2);
    const mira = await createPerson({ role: "moderator" });
    const noah = await createPerson({ role: "moderator" });
    await env.DB.prepare(
      "INSERT INTO room_members (room_id, user_id, role, joined_at) VALUES (?, ?, 'member', 1)",
    )
      .bind(roomId, mira.id)
      .run();
    const { message } = await postMessage(testDeps(), mira, roomId, post("of a moderator"));
    await reportMessage(testDeps(), persons[1]!, { roomId, messageId: message.id }, spam);
    const before = await countReports(testDeps(), noah);
    expect(await findReported(mira, message.id)).toBeUndefined();
    expect(await countReports(testDeps(), mira)).toBe(before - 1);
    await expect(
      decideReports(testDeps(), mira, message.id, { action: "dismiss" }),
    ).rejects.toMatchObject(code("forbidden"));
    await expect(
      decideReports(testDeps(), noah, message.id, { action: "mute", seconds: 600 }),
    ).rejects.toMatchObject(code("forbidden"));
    await decideReports(testDeps(), noah, message.id, { action: "remove" });
  });
});
