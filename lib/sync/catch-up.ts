import type { MessagePage } from "../chat/schema";
import type { RoomApi } from "./room-api";
import {
  applyAfterPage,
  applyChangePage,
  isBehind,
  lastSeqOf,
  settleHeard,
  startOver,
  type RoomState,
} from "./room-state";

/** The state of the room, which frames may change between any two steps. */
export type HeldRoom = {
  get(): RoomState;
  update(change: (state: RoomState) => RoomState): void;
  /** The `seq` of what is looked at, where that is known. */
  lookedAt(): number | null;
};

/** Who missed more than this sees the newest page, and history on the way up, instead of waiting for all of it. */
const mostMissed = 500;
const mostChangePages = 5;
/** In a busy room something new may have come in every round; the rest is the next look's. */
const mostRounds = 8;

/**
 * Fetches what is missing: `after` the last message held until the end, then everything changed since the position.
 * True when the room is held as the server had it when asked last. Throws what the calls throw; what came stays.
 */
export async function catchUp(api: RoomApi, room: HeldRoom): Promise<boolean> {
  for (let round = 0; round < mostRounds; round += 1) {
    if (room.get().mustStartOver) {
      const { messages } = room.get();
      const page = await loadAnew(api, room);
      // Not where somebody has gone elsewhere meanwhile.
      room.update((state) => (state.messages === messages ? startOver(state, page) : state));
      if (!isBehind(room.get())) return true;
      continue;
    }
    const heardBefore = room.get().heardRev;
    await fetchMissed(api, room);
    if (!room.get().mustStartOver && (await fetchChanged(api, room))) {
      room.update((state) => settleHeard(state, heardBefore));
      if (!isBehind(room.get())) return true;
    }
  }
  return false;
}

/** The newest page; where the window does not reach it, a page around what is looked at. */
async function loadAnew(api: RoomApi, room: HeldRoom): Promise<MessagePage> {
  const { hasLater, messages } = room.get();
  const middle = room.lookedAt() ?? messages[messages.length >> 1]?.seq;
  if (hasLater && middle !== undefined) {
    const page = await api.pageAt(middle);
    if (page.messages.length > 0) return page;
  }
  return api.newestPage();
}

async function fetchMissed(api: RoomApi, room: HeldRoom): Promise<void> {
  for (;;) {
    // What comes after a window that ends earlier is asked for on the way down.
    if (room.get().hasLater) return;
    const after = lastSeqOf(room.get());
    const page = await api.pageAfter(after, toHeard(room.get()));
    if (room.get().hasLater) return;
    if (page.lastSeq - after > mostMissed) return room.update(mustStartOver);
    room.update((state) => applyAfterPage(state, page));
    const isFurther = lastSeqOf(room.get()) > after;
    if (!page.hasMore || !isFurther || room.get().mustStartOver) return;
  }
}

/** True when the position has reached the end. */
async function fetchChanged(api: RoomApi, room: HeldRoom): Promise<boolean> {
  for (let pages = 0; pages < mostChangePages; pages += 1) {
    const since = room.get().rev;
    const page = await api.changesSince(since, toHeard(room.get()));
    room.update((state) => applyChangePage(state, page, since));
    const state = room.get();
    if (state.mustStartOver || state.rev < page.rev) return false;
    if (!page.hasMore) return true;
  }
  room.update(mustStartOver);
  return false;
}

/** What is known to be missing; without it only the truth itself can say whether anything is. */
function toHeard({ heardRev, rev }: RoomState): number | undefined {
  return heardRev > rev ? heardRev : undefined;
}

function mustStartOver(state: RoomState): RoomState {
  return { ...state, mustStartOver: true };
}
