import type { Message, MessagePage } from "../chat/schema";
import { toPlazaError } from "./failures";
import { createPendingMarks } from "./pending-marks";
import type { ReadMarker } from "./read-marker";
import type { RoomApi } from "./room-api";
import {
  applyEarlierPage,
  applyLaterPage,
  lastSeqOf,
  startOver,
  type RoomState,
} from "./room-state";
import type { RoomStore } from "./room-store";
import type { RoomSync } from "./types";

type ActionDeps = {
  api: Pick<
    RoomApi,
    | "edit"
    | "remove"
    | "react"
    | "pin"
    | "newestPage"
    | "pageBefore"
    | "pageAfter"
    | "pageAround"
    | "pageAt"
    | "markUnread"
  >;
  store: RoomStore;
  updateRoom(change: (state: RoomState) => RoomState): void;
  /** The answer to a write of mine. */
  showWritten(message: Message): void;
  /** A page from elsewhere may have moved the position back. */
  onMoved(): void;
  lookAt(seq: number): void;
  reader: Pick<ReadMarker, "putBack">;
};

type Actions = Pick<
  RoomSync,
  "edit" | "remove" | "react" | "pin" | "loadEarlier" | "loadLater" | "goTo" | "markUnread"
>;

/** What a person does and waits for; each rejects with a `PlazaError`. */
export function createRoomActions(deps: ActionDeps): Actions {
  const { api, store, updateRoom, showWritten, onMoved } = deps;
  const marks = createPendingMarks({
    api,
    showWritten,
    onChange: (marks) => store.change({ marks }),
  });
  /** The newest call of `goTo`: those before it have no say any more. */
  let goals = 0;

  async function write(work: Promise<Message>): Promise<void> {
    showWritten(await orPlazaError(work));
  }

  return {
    edit: (messageId, body) => write(api.edit(messageId, body)),
    remove: (messageId) => write(api.remove(messageId)),
    react: (messageId, emoji, on) =>
      orPlazaError(marks.put({ kind: "reaction", messageId, emoji, on })),
    pin: (messageId, on) => orPlazaError(marks.put({ kind: "pin", messageId, on })),
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
      onMoved();
    },
    async loadLater() {
      const { room, loadingLater } = store.get();
      if (loadingLater || !room.hasLater) return;
      store.change({ loadingLater: true });
      try {
        const page = await orPlazaError(api.pageAfter(lastSeqOf(room)));
        updateRoom((state) => applyLaterPage(state, page));
      } finally {
        store.change({ loadingLater: false });
      }
      onMoved();
    },
    async goTo(target) {
      const goal = (goals += 1);
      const here = findHere(store.get().room, target);
      if (here !== null) return here;
      const page = await orPlazaError(loadPage(api, target));
      if (goal !== goals) return null;
      updateRoom((state) => startOver(state, page));
      const found = findHere(store.get().room, target);
      // Before the screen says so: what is held is kept around it.
      if (found !== null) deps.lookAt(found);
      onMoved();
      return found;
    },
    async markUnread(seq) {
      const { room } = store.get();
      const takeBack = deps.reader.putBack(seq - 1, Math.max(room.newestSeq, lastSeqOf(room)));
      try {
        await orPlazaError(api.markUnread(seq - 1));
      } catch (error) {
        takeBack();
        throw error;
      }
    },
  };
}

type Target = Parameters<RoomSync["goTo"]>[0];

/** The `seq` of what is asked for, where the window has it; `null`: it is to be loaded. */
function findHere(room: RoomState, target: Target): number | null {
  if (room.mustStartOver) return null;
  if (target === "newest") return room.hasLater ? null : lastSeqOf(room);
  const found = room.messages.find((message) =>
    "seq" in target ? message.seq === target.seq : message.id === target.messageId,
  );
  return found?.seq ?? null;
}

function loadPage(api: ActionDeps["api"], target: Target): Promise<MessagePage> {
  if (target === "newest") return api.newestPage();
  return "seq" in target ? api.pageAt(target.seq) : api.pageAround(target.messageId);
}

async function orPlazaError<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw toPlazaError(error);
  }
}
