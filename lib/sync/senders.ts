import type { Effects } from "./effects";
import { createMemoryOutbox } from "./outbox";
import { createRoomApi } from "./room-api";
import { createSender, type Sender } from "./sender";

type Whose = { roomId: string; userId: string };

/** One per person and room of a page, so that what waits survives closing its room and opening it again. */
const senders = new WeakMap<Effects, Map<string, Sender>>();

export function getSender(effects: Effects, { roomId, userId }: Whose): Sender {
  const ofPage = senders.get(effects) ?? new Map<string, Sender>();
  senders.set(effects, ofPage);
  const key = `${userId} ${roomId}`;
  const api = createRoomApi(effects.fetchJson, roomId);
  const sender =
    ofPage.get(key) ?? createSender({ effects, api, outbox: createMemoryOutbox(), userId });
  ofPage.set(key, sender);
  return sender;
}
