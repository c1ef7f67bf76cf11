import * as z from "zod/mini";
import type { Cancel, Effects } from "./effects";
import { createRoomApi } from "./room-api";
import { createSender, type OutboxNews, type Sender } from "./sender";

/** What a person has written in this browser, by room; lives as long as the page. */
type Desk = {
  sender(roomId: string): Sender;
  /** Sends what waits in rooms that nobody has opened since. */
  takeOver(): Promise<void>;
};

const newsSchema = z.object({
  roomId: z.string(),
  news: z.nullable(z.object({ clientId: z.string(), seq: z.number() })),
});

const desks = new WeakMap<Effects, Map<string, Desk>>();

/** One per person and room of a page, so that what waits leaves also when its room is closed. */
export function getSender(
  effects: Effects,
  { roomId, userId }: { roomId: string; userId: string },
): Sender {
  return getDesk(effects, userId).sender(roomId);
}

/** Sends what this person left in any room, now and whenever the page wakes up; ends when the returned function is called. */
export function sendWhatWaits(effects: Effects, userId: string): Cancel {
  const desk = getDesk(effects, userId);
  void desk.takeOver();
  return effects.onWake((wake) => {
    if (wake === "online" || wake === "visible") void desk.takeOver();
  });
}

function getDesk(effects: Effects, userId: string): Desk {
  const ofPage = desks.get(effects) ?? new Map<string, Desk>();
  desks.set(effects, ofPage);
  const desk = ofPage.get(userId) ?? createDesk(effects, userId);
  ofPage.set(userId, desk);
  return desk;
}

function createDesk(effects: Effects, userId: string): Desk {
  const senders = new Map<string, Sender>();
  const channel = effects.openChannel(`plaza.outbox.${userId}`, (data) => {
    const { data: told } = newsSchema.safeParse(data);
    if (!told) return;
    const sender = getOwn(told.roomId);
    if (told.news) sender.noteConfirmed(told.news.clientId, told.news.seq);
    else void sender.takeOver();
  });

  function getOwn(roomId: string): Sender {
    const known = senders.get(roomId);
    if (known) return known;
    const api = createRoomApi(effects.fetchJson, roomId, userId);
    const tell = (news: OutboxNews) => channel.tell({ roomId, news });
    const sender = createSender({ effects, api, roomId, userId, tell });
    senders.set(roomId, sender);
    return sender;
  }

  return {
    sender: getOwn,
    async takeOver() {
      // A vault that cannot be read is tried again at the next wake.
      const roomIds = (await effects.vault?.listRooms(userId).catch(() => [])) ?? [];
      await Promise.all(roomIds.map((roomId) => getOwn(roomId).takeOver()));
    },
  };
}
