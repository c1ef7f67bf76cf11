import type { ChangePage, Message, MessagePage } from "../chat/schema";
import { mergeMessages, type Beyond } from "./merge-messages";

/**
 * What the browser holds of one room: a window of messages without holes, and a position in the room's changes.
 * The window may stand anywhere; it reaches the newest message unless it says `hasLater`.
 * The invariant: every message from the window's first on, up to its last where `hasLater`, whose `rev` is at most
 * `rev` is in the window, at least as new as it was at `rev`. Being behind is therefore always mendable by `after` and
 * `changedSince`, it is always safe to move the position back, and to hold less at either end.
 */
export type RoomState = {
  /** `null`: nothing was loaded yet. */
  epoch: string | null;
  messages: readonly Message[];
  rev: number;
  /** The highest `rev` that anybody mentioned; above `rev`: something is missing. */
  heardRev: number;
  /** The highest `seq` that anybody mentioned; beyond the window where `hasLater`. */
  newestSeq: number;
  hasEarlier: boolean;
  hasLater: boolean;
  /** The server's history is another one, or too far ahead: load a page anew. */
  mustStartOver: boolean;
};

export const emptyRoom: RoomState = {
  epoch: null,
  messages: [],
  rev: 0,
  heardRev: 0,
  newestSeq: 0,
  hasEarlier: false,
  hasLater: false,
  mustStartOver: true,
};

export function lastSeqOf(state: RoomState): number {
  return state.messages.at(-1)?.seq ?? 0;
}

export function isBehind(state: RoomState): boolean {
  return state.mustStartOver || state.heardRev > state.rev;
}

/** Somebody (meta, `hello`) says how far the room is. */
export function hear(
  state: RoomState,
  { epoch, rev, lastSeq }: { epoch: string; rev: number; lastSeq: number },
): RoomState {
  if (state.epoch !== null && epoch !== state.epoch) return { ...state, mustStartOver: true };
  const heard = hearRev(state, rev);
  return lastSeq > heard.newestSeq ? { ...heard, newestSeq: lastSeq } : heard;
}

/** The same from one who does not name the epoch: a frame, or an answered write. */
function hearRev(state: RoomState, rev: number): RoomState {
  return rev > state.heardRev ? { ...state, heardRev: rev } : state;
}

/** A page from anywhere replaces everything: the newest one, or one around a message. */
export function startOver(state: RoomState, page: MessagePage): RoomState {
  const sameHistory = state.epoch === null || state.epoch === page.epoch;
  return {
    epoch: page.epoch,
    messages: page.messages,
    rev: page.rev,
    heardRev: sameHistory ? Math.max(state.heardRev, page.rev) : page.rev,
    newestSeq: sameHistory ? Math.max(state.newestSeq, page.lastSeq) : page.lastSeq,
    hasEarlier: page.hasMore,
    hasLater: (page.messages.at(-1)?.seq ?? 0) < page.lastSeq,
    mustStartOver: false,
  };
}

type ChangeFrame = { messages: Message[]; prevRev: number; rev: number };

/** Takes a frame's messages; the position moves only when the frame begins exactly where we are. */
export function applyFrame(state: RoomState, frame: ChangeFrame): RoomState {
  const heard = hearRev(state, frame.rev);
  if (state.mustStartOver) return heard;
  const { messages, hasGap } = mergeMessages(state.messages, frame.messages, beyondOf(state));
  const moves = frame.prevRev === state.rev && frame.rev > state.rev && !hasGap;
  const newestSeq = Math.max(state.newestSeq, ...frame.messages.map(({ seq }) => seq));
  return { ...heard, messages, newestSeq, rev: moves ? frame.rev : state.rev };
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
  if (heard.mustStartOver || state.hasLater) return heard;
  // Asked for before the window was moved: it vouches for another end.
  if ((page.messages[0]?.seq ?? 0) > lastSeqOf(state) + 1) return heard;
  const { messages } = mergeMessages(state.messages, page.messages, "vouched");
  return { ...heard, messages };
}

/** A page of changes since the position; with a gap in it the position stays and `after` is due again. */
export function applyChangePage(state: RoomState, page: ChangePage, since: number): RoomState {
  const heard = hear(state, page);
  if (heard.mustStartOver) return heard;
  // The room cannot be behind what it told us: its history was put back.
  if (page.rev < since) return { ...heard, mustStartOver: true };
  const { messages, hasGap } = mergeMessages(state.messages, page.messages, beyondOf(state));
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

/** A page that begins just after a window which does not reach the newest. */
export function applyLaterPage(state: RoomState, page: MessagePage): RoomState {
  const heard = hear(state, page);
  if (heard.mustStartOver || !state.hasLater) return heard;
  const first = page.messages[0];
  if (first && first.seq !== lastSeqOf(state) + 1) return heard;
  return {
    ...heard,
    messages: [...state.messages, ...page.messages],
    hasLater: page.hasMore,
    // As with history; and what was written since the page was read is due by `after` now.
    rev: Math.min(state.rev, page.rev),
  };
}

/**
 * Holds fewer messages: lets those go that are furthest from `seq`, at one end only, so that a list of them can keep its
 * place. The same state comes back where there is nothing to let go.
 */
export function trimAround(state: RoomState, seq: number, most: number): RoomState {
  const { messages } = state;
  const excess = messages.length - most;
  if (excess <= 0 || state.mustStartOver) return state;
  const above = Math.max(0, Math.min(messages.length - 1, seq - (messages[0]?.seq ?? 0)));
  const below = messages.length - 1 - above;
  return above >= below
    ? { ...state, messages: messages.slice(Math.min(excess, above)), hasEarlier: true }
    : { ...state, messages: messages.slice(0, -Math.min(excess, below)), hasLater: true };
}

function beyondOf(state: RoomState): Beyond {
  return state.hasLater ? "leave" : "join";
}

/** After a whole round of catching up, what was heard before it is settled, true or not. */
export function settleHeard(state: RoomState, heardBefore: number): RoomState {
  return state.heardRev === heardBefore ? { ...state, heardRev: state.rev } : state;
}
