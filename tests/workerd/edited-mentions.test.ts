import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Person } from "../../lib/auth/schema";
import { deliverDueMentions } from "../../lib/bot/service";
import { editMessage, postMessage, setInvolvement } from "../../lib/chat/service";
import type { Involvement } from "../../lib/chat/schema";
import { createBotInRoom, deliveriesOf, plan, received } from "./support/bots";
import { createChat, post, withoutObject } from "./support/chat";
import { testDeps, type TestDeps } from "./support/deps";
import { addBrowser, listOwed } from "./support/pushes";
import { addMember } from "./support/rows";

beforeEach(async () => {
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
  await env.DB.prepare("DELETE FROM bot_deliveries").run();
  await plan();
});

const minuteMs = 60_000;

async function say(deps: TestDeps, author: Person, roomId: string, body: string) {
  const { message } = await postMessage(deps, author, roomId, post(body));
  const edit = (text: string, by = deps) =>
    editMessage(by, author, { roomId, messageId: message.id, body: text });
  return { message, edit };
}

describe("a bot that an edit names", () => {
  it("is called by the room's object, once, with the message as it stands", async () => {
    const { roomId, owner, botId } = await createBotInRoom();
    const { message, edit } = await say(testDeps(), owner, roomId, "is anybody there?");
    await edit(`is <@${botId}> there?`);
    await vi.waitFor(async () => {
      expect((await deliveriesOf(botId)).map(({ state }) => state)).toEqual(["delivered"]);
    }, 5000);
    await edit(`is <@${botId}> there?`);
    await edit(`is <@${botId}> still there?`);
    await edit("never mind");
    await edit(`<@${botId}>`);
    await deliverDueMentions(testDeps({ now: () => Date.now() + minuteMs }));
    const calls = await received();
    expect(calls.map(({ signed }) => signed?.id)).toEqual([`msg_${message.id}_${botId}`]);
    expect(JSON.parse(calls[0]?.body ?? "{}")).toMatchObject({
      type: "mention",
      message: { id: message.id, body: `is <@${botId}> there?` },
    });
  });

  it("is not called again for a message that named it when it was posted, however long ago", async () => {
    const { roomId, owner, botId } = await createBotInRoom();
    const { edit } = await say(withoutObject(), owner, roomId, `<@${botId}> there?`);
    expect(await deliveriesOf(botId)).toHaveLength(1);
    // Deliveries are forgotten after a while; who was named is not.
    await env.DB.prepare("DELETE FROM bot_deliveries").run();
    await edit(`<@${botId}> are you there?`, testDeps());
    expect(await deliveriesOf(botId)).toEqual([]);
    expect(await received()).toEqual([]);
  });

  it("is owed it past the object too, for the cron, and by one of two edits at once", async () => {
    const { roomId, owner, botId } = await createBotInRoom();
    const { edit } = await say(withoutObject(), owner, roomId, "hello");
    await Promise.all([edit(`<@${botId}> one`), edit(`<@${botId}> two`)]);
    expect((await deliveriesOf(botId)).map(({ state }) => state)).toEqual(["waiting"]);
    await deliverDueMentions(testDeps({ now: () => Date.now() + minuteMs }));
    expect(await received()).toHaveLength(1);
  });

  it("is not called by what a bot edits, nor outside of its rooms", async () => {
    const { roomId, owner, botId } = await createBotInRoom();
    const elsewhere = await createChat(1);
    const program = { ...owner, id: (await createBotInRoom()).botId };
    await addMember(roomId, program.id);
    const byBot = await say(testDeps(), program, roomId, "hello");
    await byBot.edit(`<@${botId}>`);
    const outside = await say(testDeps(), elsewhere.persons[0]!, elsewhere.roomId, "hello");
    await outside.edit(`<@${botId}>`);
    expect(await deliveriesOf(botId)).toEqual([]);
  });
});

describe("somebody whom an edit names", () => {
  it("is owed a push where they are told of mentions, and only for the first time", async () => {
    const told: Record<string, string[]> = {};
    for (const kind of ["public", "direct"] as const) {
      for (const involvement of [null, "everything", "mentions", "nothing"] as const) {
        const { roomId, persons } = await createChat(2, { kind });
        const [author, member] = [persons[0]!, persons[1]!];
        for (const person of [author, member]) await addBrowser(person);
        await choose(roomId, author, "nothing");
        await choose(roomId, member, involvement);
        const { edit } = await say(withoutObject(), author, roomId, "to nobody");
        // As if what the post itself owed had been sent.
        await env.DB.prepare("DELETE FROM owed_pushes").run();
        await edit(`to <@${member.id}> and <@${author.id}>`);
        const owed = await listOwed(roomId);
        told[`${kind} ${involvement}`] = owed.map(({ seq, reason }) => `${seq} ${reason}`);
        await env.DB.prepare("DELETE FROM owed_pushes").run();
        await edit("to nobody after all");
        await edit(`to <@${member.id}> again`);
        expect(await listOwed(roomId)).toEqual([]);
      }
    }
    expect(told).toEqual({
      "public null": ["1 mention"],
      "public everything": [],
      "public mentions": ["1 mention"],
      "public nothing": [],
      "direct null": [],
      "direct everything": [],
      "direct mentions": ["1 mention"],
      "direct nothing": [],
    });
  });

  it("was told already when the post named them", async () => {
    const { roomId, persons } = await createChat(2);
    const [author, member] = [persons[0]!, persons[1]!];
    await addBrowser(member);
    const { edit } = await say(withoutObject(), author, roomId, `<@${member.id}>`);
    await env.DB.prepare("DELETE FROM owed_pushes").run();
    await edit(`<@${member.id}> hello`);
    expect(await listOwed(roomId)).toEqual([]);
  });
});

const choose = (roomId: string, person: Person, involvement: Involvement | null) =>
  setInvolvement(testDeps(), person, roomId, involvement);
