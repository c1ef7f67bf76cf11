import type { ChangePage, Message, MessagePage } from "../chat/schema";
import { mergeMessages } from "./merge-messages";

/**
 * What the browser holds of one room: a window of messages without holes, and a position in the room's changes.
 * The invariant: every message from the window's first on whose `rev` is at most `rev` is in the window,
 * at least as new as it was at `rev`. Being behind is therefore always mendable by `after` and `changedSince`,
 * and it is always safe to move the position back.
 */
export type RoomState = {
  /** `null`: nothing was loaded yet. */
  epoch: string | null;
  messages: readonly Message[];
  rev: number;
  /** The highest `rev` that anybody mentioned; above `rev`: something is missing. */
  heardRev: number;
  hasEarlier: boolean;
  /** The server's history is another one, or too far ahead: load the newest page anew. */
  mustStartOver: boolean;
};

export const emptyRoom: RoomState = {
  epoch: null,
  messages: [],
  rev: 0,
  heardRev: 0,
  hasEarlier: false,
  mustStartOver: true,
};

export function lastSeqOf(state: RoomState): number {
  return state.messages.at(-1)?.seq ?? 0;
}

export function isBehind(state: RoomState): boolean {
  return state.mustStartOver || state.heardRev > state.rev;
}

/** Somebody (meta, `hello`) says how far the room is. */
export function hear(state: RoomState, news: { epoch: string; rev: number }): RoomState {
  if (state.epoch !== null && news.epoch !== state.epoch) return { ...state, mustStartOver: true };
  return hearRev(state, news.rev);
}

/** The same from one who does not name the epoch: a frame, or an answered write. */
function hearRev(state: RoomState, rev: number): RoomState {
  return rev > state.heardRev ? { ...state, heardRev: rev } : state;
}

/** The newest page replaces everything. */
export function startOver(state: RoomState, page: MessagePage): RoomState {
  const sameHistory = state.epoch === null || state.epoch === page.epoch;
  return {
    epoch: page.epoch,
    messages: page.messages,
    rev: page.rev,
    heardRev: sameHistory ? Math.max(state.heardRev, page.rev) : page.rev,
    hasEarlier: page.hasMore,
    mustStartOver: false,
  };
}

type ChangeFrame = { messages: Message[]; prevRev: number; rev: number };

/** Takes a frame's messages; the position moves only when the frame begins exactly where we are. */
export function applyFrame(state: RoomState, frame: ChangeFrame): RoomState {
  const heard = hearRev(state, frame.rev);
  if (state.mustStartOver) return heard;
  const { messages, hasGap } = mergeMessages(state.messages, frame.messages);
  const moves = frame.prevRev === state.rev && frame.rev > state.rev && !hasGap;
  return { ...heard, messages, rev: moves ? frame.rev : state.rev };
}

/** One message from the answer to a write of mine: the whole of the change that its `rev` numbers. */
export function applyMessage(state: RoomState, message: Message): RoomState {
  return applyFrame(state, { messages: [message], prevRev: message.rev - 1, rev: message.rev });
}

/**
 * The page after the window's end. The server vouches that nothing lies between, so it closes gaps.
 * It does not move the position: messages of the window may have changed as well.
 */
export function applyAfterPage(state: RoomState, page: MessagePage): RoomState {
  const heard = hear(state, page);
  if (heard.mustStartOver) return heard;
  const { messages } = mergeMessages(state.messages, page.messages, "no gaps");
  return { ...heard, messages };
}

/** A page of changes since the position; with a gap in it the position stays and `after` is due again. */
export function applyChangePage(state: RoomState, page: ChangePage, since: number): RoomState {
  const heard = hear(state, page);
  if (heard.mustStartOver) return heard;
  // The room cannot be behind what it told us: its history was put back.
  if (page.rev < since) return { ...heard, mustStartOver: true };
  const { messages, hasGap } = mergeMessages(state.messages, page.messages);
  // A page of history may have moved the position back meanwhile; then this page does not begin where we are.
  const moves = !hasGap && state.rev >= since;
  return { ...heard, messages, rev: moves ? Math.max(state.rev, page.rev) : state.rev };
}

/** A page of history that ends just before the window. */
export function applyEarlierPage(state: RoomState, page: MessagePage): RoomState {
  const heard = hear(state, page);
  if (heard.mustStartOver) return heard;
  const first = state.messages[0];
  const last = page.messages.at(-1);
  if (!first || !last) return { ...heard, hasEarlier: page.messages.length > 0 && page.hasMore };
  if (last.seq !== first.seq - 1) return heard;
  return {
    ...heard,
    messages: [...page.messages, ...state.messages],
    hasEarlier: page.hasMore,
    // Changes of these messages between the page's reading and now went past us.
    rev: Math.min(state.rev, page.rev),
  };
}

/** After a whole round of catching up, what was heard before it is settled, true or not. */
export function settleHeard(state: RoomState, heardBefore: number): RoomState {
  return state.heardRev === heardBefore ? { ...state, heardRev: state.rev } : state;
}
