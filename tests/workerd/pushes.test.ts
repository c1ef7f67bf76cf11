import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { endSession } from "../../lib/auth/service";
import {
  leaveRoom,
  markRead,
  postMessage,
  removeMessage,
  setInvolvement,
} from "../../lib/chat/service";
import { setQuiet } from "../../lib/notify/service";
import { banUser, createChat, post } from "./support/chat";
import { testDeps } from "./support/deps";
import { addBrowser, beginPushes, listOwed, listReceived } from "./support/pushes";
import { createTalk, deliver, deps, dueAt, minute, postedAt } from "./support/push-talk";

beforeEach(beginPushes);

afterEach(() => vi.unstubAllGlobals());

async function findMessage(roomId: string): Promise<string> {
  const row = await env.DB.prepare("SELECT id FROM messages WHERE room_id = ?")
    .bind(roomId)
    .first<{ id: string }>();
  return row!.id;
}

describe("a push", () => {
  it("tells a browser who said what where, encrypted for it alone", async () => {
    const { roomId, persons } = await createChat(2, { name: "Garden" });
    const [author, reader] = [persons[0]!, persons[1]!];
    const browser = await addBrowser(reader, { locale: "zh-Hant" });
    await env.DB.prepare("UPDATE users SET name = 'Ada', image = '/ada.png' WHERE id = ?")
      .bind(author.id)
      .run();
    await env.DB.prepare("UPDATE users SET name = 'Bo' WHERE id = ?").bind(reader.id).run();
    const body = `**Look**, <@${reader.id}>!`;
    const { message } = await postMessage(deps(), author, roomId, post(body));
    expect(await deliver(dueAt - 1)).toEqual({ sent: 0 });
    expect(await deliver()).toEqual({ sent: 1 });
    expect(await browser.read()).toEqual([
      {
        tag: `room:${roomId}`,
        id: message.id,
        seq: 1,
        title: "Ada · Garden",
        body: "Look, @Bo!",
        url: `/chat/${roomId}?message=${message.id}`,
        roomId,
        icon: "/ada.png",
        locale: "zh-Hant",
        at: postedAt,
      },
    ]);
    const [call] = await listReceived();
    expect(call?.headers).toMatchObject({
      ttl: "86395",
      urgency: "high",
      topic: message.id,
      "content-encoding": "aes128gcm",
      authorization: expect.stringMatching(/^vapid t=[\w-]+\.[\w-]+\.[\w-]+, k=BP4z9KsN/),
    });
    expect(atob(call!.body)).not.toContain("Look");
  });

  it("stays below what push services take, whatever is said", async () => {
    const { browser, say, roomId, author } = await createTalk();
    await env.DB.prepare("UPDATE users SET name = ? WHERE id = ?")
      .bind("😀".repeat(60), author.id)
      .run();
    await say('\u0001"😀'.repeat(1300));
    await deliver();
    const [call] = await listReceived();
    expect(call!.body.length * 0.75).toBeLessThan(3072);
    expect(await browser.read()).toMatchObject([{ roomId }]);
  });

  it("says of pictures that they are pictures, in the browser's language", async () => {
    const { roomId, author, reader, browser } = await createTalk();
    const other = await addBrowser(reader, { locale: "zh-Hans" });
    const { message } = await postMessage(deps(), author, roomId, post("x"));
    const file = { id: "f", url: "/f", name: "a.png", type: "image/png", size: 1 };
    await env.DB.prepare("UPDATE messages SET body = '', attachments = ? WHERE id = ?")
      .bind(JSON.stringify([{ ...file, width: 1, height: 1 }]), message.id)
      .run();
    await deliver();
    expect((await browser.read())[0]?.body).toBe("Sent an image");
    expect((await other.read())[0]?.body).toBe("发来一张图片");
  });
});

describe("nobody is told", () => {
  it("who has read it, left, chosen silence, or of what was deleted", async () => {
    const ways: Record<string, (talk: Awaited<ReturnType<typeof createTalk>>) => Promise<unknown>> =
      {
        read: ({ reader, roomId }) => markRead(deps(), reader, roomId, 1),
        silence: ({ reader, roomId }) => setInvolvement(deps(), reader, roomId, "nothing"),
        banned: ({ reader }) => banUser(reader.id),
        "signed out": ({ reader }) =>
          endSession(testDeps(), { userId: reader.id, sid: reader.sid }),
        quiet: ({ reader }) => setQuiet(deps(), reader, { until: dueAt + 1, daily: null }),
        "quiet at this hour there": ({ reader }) =>
          setQuiet(deps(), reader, {
            until: null,
            // 12:00 UTC is 20:00 in Taipei.
            daily: { from: 20 * 60, to: 7 * 60, timeZone: "Asia/Taipei" },
          }),
        deleted: async ({ author, roomId }) => {
          const messageId = await findMessage(roomId);
          await removeMessage(deps(), author, { roomId, messageId });
        },
        gone: ({ reader, roomId }) =>
          env.DB.prepare("DELETE FROM room_members WHERE room_id = ? AND user_id = ?")
            .bind(roomId, reader.id)
            .run(),
      };
    const told: string[] = [];
    for (const [name, happens] of Object.entries(ways)) {
      const talk = await createTalk();
      await talk.say("hello");
      await happens(talk);
      if ((await deliver()).sent > 0) told.push(name);
      expect(await listOwed(talk.roomId), name).toEqual([]);
    }
    expect(told).toEqual([]);
    const talk = await createTalk();
    await talk.say("hello");
    expect(await deliver()).toEqual({ sent: 1 });
  });

  it("who leaves a room before the push goes out, or is named no more", async () => {
    const { roomId, persons } = await createChat(3);
    const [author, leaver, renamed] = [persons[0]!, persons[1]!, persons[2]!];
    for (const person of [leaver, renamed]) await addBrowser(person);
    const { message } = await postMessage(
      deps(),
      author,
      roomId,
      post(`<@${leaver.id}> <@${renamed.id}>`),
    );
    await leaveRoom(testDeps(), leaver, roomId);
    await env.DB.prepare("UPDATE messages SET body = 'nobody' WHERE id = ?").bind(message.id).run();
    expect(await deliver()).toEqual({ sent: 0 });
    expect(await listOwed(roomId)).toEqual([]);
  });

  it("while they read elsewhere, but a minute after", async () => {
    const { reader, say } = await createTalk();
    const elsewhere = await createChat(1);
    await env.DB.prepare(
      "INSERT INTO room_members (room_id, user_id, role, joined_at, read_at) VALUES (?, ?, 'member', 1, ?)",
    )
      .bind(elsewhere.roomId, reader.id, dueAt)
      .run();
    await say("hello");
    expect(await deliver(dueAt + 1)).toEqual({ sent: 0 });
    expect(await deliver(dueAt + minute - 1)).toEqual({ sent: 0 });
    expect(await deliver(dueAt + minute)).toEqual({ sent: 1 });
  });
});
