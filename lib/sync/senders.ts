import type { Effects } from "./effects";
import { createMemoryOutbox } from "./outbox";
import { createRoomApi } from "./room-api";
import { createSender, type Sender } from "./sender";

type Whose = { roomId: string; userId: string };

/** One per person and room of a page, so that what waits survives closing its room and opening it again. */
const senders = new WeakMap<Effects, Map<string, Sender>>();

/** The one that still has something to send, or is in use; else a new one, which is kept from its first use on. */
export function getSender(effects: Effects, { roomId, userId }: Whose): Sender {
  const ofPage = senders.get(effects) ?? new Map<string, Sender>();
  senders.set(effects, ofPage);
  const key = `${userId} ${roomId}`;
  const known = ofPage.get(key);
  if (known) return known;
  const api = createRoomApi(effects.fetchJson, roomId, userId);
  const sender = createSender({ effects, api, outbox: createMemoryOutbox(), userId });
  const kept: Sender = {
    ...sender,
    attach(line) {
      const detach = sender.attach(line);
      ofPage.set(key, kept);
      return () => {
        detach();
        if (sender.outbox.list().length === 0) ofPage.delete(key);
      };
    },
  };
  return kept;
}
