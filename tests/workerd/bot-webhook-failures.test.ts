import { beforeEach, describe, expect, inject, it } from "vitest";
import { listBots, listDeliveries, sendAgain, setWebhook } from "../../lib/bot/service";
import {
  beginDeliveries,
  createBotInRoom,
  deliverAt,
  deliveriesOf,
  fails,
  mention,
  plan,
  received,
  start,
} from "./support/bots";
import { createPerson } from "./support/chat";
import { testDeps } from "./support/deps";

const minuteMs = 60_000;

const dayMs = 24 * 60 * minuteMs;

beforeEach(beginDeliveries);

const addressed = (code: string) => expect.objectContaining({ code });

describe("a webhook that fails", () => {
  it("is tried again after 1, 2, 4 … minutes and given up after a day", async () => {
    const { roomId, owner, botId } = await createBotInRoom();
    await mention(roomId, owner, botId);
    await plan(...Array.from({ length: 20 }, () => 503));
    const pauses: number[] = [];
    let now = start + minuteMs;
    for (let attempt = 1; attempt <= 13; attempt += 1) {
      await deliverAt(now);
      const [row] = await deliveriesOf(botId);
      expect(row).toMatchObject({ attempts: attempt, last_status: 503, last_fault: "refused" });
      pauses.push((row!.next_at - now) / minuteMs);
      now = row!.next_at;
    }
    expect(pauses.slice(0, 9)).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 240]);
    expect(await deliveriesOf(botId)).toMatchObject([{ state: "failed", attempts: 13 }]);
    await deliverAt(now + dayMs);
    expect(await received()).toHaveLength(13);
  });

  it("is switched off after three days of failures, and its owner sees it; saving it starts anew", async () => {
    const { roomId, owner, botId } = await createBotInRoom();
    await mention(roomId, owner, botId);
    await plan(500, 500, 500);
    await deliverAt(start + minuteMs);
    const [failing] = await listBots(testDeps(), owner);
    expect(failing).toMatchObject({ failingSince: start + minuteMs, disabledAt: null });
    await mention(roomId, owner, botId, start + 3 * dayMs);
    await deliverAt(start + 3 * dayMs + minuteMs);
    const [off] = await listBots(testDeps(), owner);
    expect(off?.disabledAt).toBe(start + 3 * dayMs + minuteMs);
    expect((await deliveriesOf(botId)).map(({ state }) => state)).toEqual(["failed", "failed"]);
    await mention(roomId, owner, botId, start + 4 * dayMs);
    expect(await deliveriesOf(botId)).toHaveLength(2);
    await setWebhook(testDeps(), owner, botId, inject("testWebhook").url);
    await mention(roomId, owner, botId, start + 5 * dayMs);
    expect(await deliveriesOf(botId)).toHaveLength(3);
  });

  it("is switched off at once by 410, and sending again by hand starts anew", async () => {
    const { roomId, owner, botId } = await createBotInRoom();
    const { id: messageId } = await mention(roomId, owner, botId);
    await plan(410);
    await deliverAt(start + minuteMs);
    expect((await listBots(testDeps(), owner))[0]?.disabledAt).toBe(start + minuteMs);
    expect(await sendAgain(testDeps(), owner, { botId, messageId })).toMatchObject({
      state: "delivered",
      attempts: 1,
      lastStatus: 204,
    });
    expect((await listBots(testDeps(), owner))[0]).toMatchObject({
      failingSince: null,
      disabledAt: null,
    });
    const ids = new Set((await received()).map(({ signed }) => signed?.id));
    expect([...ids]).toEqual([`msg_${messageId}_${botId}`]);
    expect(await listDeliveries(testDeps(), owner, botId)).toHaveLength(1);
    const stranger = await createPerson();
    expect(await fails(sendAgain(testDeps(), stranger, { botId, messageId }))).toEqual(
      addressed("not_found"),
    );
  });

  it("does not lead elsewhere: a redirect is a failure", async () => {
    const { roomId, owner, botId } = await createBotInRoom();
    await mention(roomId, owner, botId);
    await plan(302);
    await deliverAt(start + minuteMs);
    expect(await received()).toHaveLength(1);
    expect(await deliveriesOf(botId)).toMatchObject([{ state: "waiting", last_status: 302 }]);
  });
});
