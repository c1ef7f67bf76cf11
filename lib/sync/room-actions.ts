import type { Message } from "../chat/schema";
import { toPlazaError } from "./failures";
import type { RoomApi } from "./room-api";
import { applyEarlierPage, type RoomState } from "./room-state";
import type { RoomStore } from "./room-store";
import type { RoomSync } from "./types";

type ActionDeps = {
  api: Pick<RoomApi, "edit" | "remove" | "pageBefore">;
  store: RoomStore;
  updateRoom(change: (state: RoomState) => RoomState): void;
  /** The answer to a write of mine. */
  showWritten(message: Message): void;
  /** A page of history may have moved the position back. */
  onEarlier(): void;
};

/** What a person does and waits for; each rejects with a `PlazaError`. */
export function createRoomActions(
  deps: ActionDeps,
): Pick<RoomSync, "edit" | "remove" | "loadEarlier"> {
  const { api, store, updateRoom, showWritten, onEarlier } = deps;

  async function write(work: Promise<Message>): Promise<void> {
    showWritten(await orPlazaError(work));
  }

  return {
    edit: (messageId, body) => write(api.edit(messageId, body)),
    remove: (messageId) => write(api.remove(messageId)),
    async loadEarlier() {
      const { room, loadingEarlier } = store.get();
      const first = room.messages[0];
      if (loadingEarlier || !room.hasEarlier || !first) return;
      store.change({ loadingEarlier: true });
      try {
        const page = await orPlazaError(api.pageBefore(first.seq));
        updateRoom((state) => applyEarlierPage(state, page));
      } finally {
        store.change({ loadingEarlier: false });
      }
      onEarlier();
    },
  };
}

async function orPlazaError<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw toPlazaError(error);
  }
}
