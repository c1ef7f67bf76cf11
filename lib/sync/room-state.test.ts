import { describe, expect, it } from "vitest";
import type { MessagePage } from "../chat/schema";
import {
  applyAfterPage,
  applyChangePage,
  applyEarlierPage,
  applyFrame,
  applyLaterPage,
  applyMessage,
  emptyRoom,
  hear,
  isBehind,
  settleHeard,
  startOver,
  trimAround,
  type RoomState,
} from "./room-state";
import { createMessage } from "./testing/model-room";

/** A message whose `rev` is its `seq` unless it was changed since. */
const message = (seq: number, rev = seq) => createMessage({ seq, rev });
const page = (seqs: number[], fields: Partial<MessagePage> = {}): MessagePage => {
  const lastSeq = seqs.at(-1) ?? 0;
  const messages = seqs.map((seq) => message(seq));
  return { messages, rev: lastSeq, lastSeq, epoch: "a", hasMore: false, ...fields };
};
const held = (...seqs: number[]): RoomState => startOver(emptyRoom, page(seqs, { hasMore: true }));
const seqsOf = (state: RoomState) => state.messages.map(({ seq }) => seq);

describe("a frame", () => {
  it("moves the position when it begins where we are", () => {
    const state = applyFrame(held(1, 2), { messages: [message(3)], prevRev: 2, rev: 3 });
    expect([seqsOf(state), state.rev, isBehind(state)]).toEqual([[1, 2, 3], 3, false]);
  });

  it("shows what joins on but moves nothing when something is missing before it", () => {
    const state = applyFrame(held(1, 2), { messages: [message(3, 9)], prevRev: 8, rev: 9 });
    expect([seqsOf(state), state.rev, isBehind(state)]).toEqual([[1, 2, 3], 2, true]);
  });

  it("leaves a hole to be fetched", () => {
    const state = applyFrame(held(1, 2), { messages: [message(4)], prevRev: 3, rev: 4 });
    expect([seqsOf(state), state.rev, isBehind(state)]).toEqual([[1, 2], 2, true]);
  });

  it("that was heard before changes nothing", () => {
    const state = held(1, 2);
    expect(applyFrame(state, { messages: [message(2)], prevRev: 1, rev: 2 })).toEqual(state);
  });

  it("before anything was loaded only says that there is something", () => {
    const state = applyFrame(emptyRoom, { messages: [message(3)], prevRev: 2, rev: 3 });
    expect([seqsOf(state), state.heardRev]).toEqual([[], 3]);
    expect(isBehind(startOver(state, page([1, 2])))).toBe(true);
  });
});

describe("the answer to a write of mine", () => {
  it("is a whole change of its own", () => {
    expect(applyMessage(held(1, 2), message(3)).rev).toBe(3);
    const edited = applyMessage(held(1, 2), message(1, 7));
    expect([edited.messages[0]?.rev, edited.rev, isBehind(edited)]).toEqual([7, 2, true]);
  });
});

describe("a page of what came after", () => {
  it("is joined on but does not move the position", () => {
    const state = applyAfterPage(held(1, 2), page([3, 4], { rev: 9 }));
    expect([seqsOf(state), state.rev, isBehind(state)]).toEqual([[1, 2, 3, 4], 2, true]);
  });

  it("never replaces what is newer", () => {
    const newer = applyFrame(held(1, 2), { messages: [message(2, 3)], prevRev: 2, rev: 3 });
    expect(applyAfterPage(newer, page([2, 3])).messages[1]?.rev).toBe(3);
  });

  it("of another history makes us start over", () => {
    expect(applyAfterPage(held(1), page([2], { epoch: "b" })).mustStartOver).toBe(true);
  });
});

describe("a page of changes", () => {
  const changes = (messages: MessagePage["messages"], rev: number) => page([], { messages, rev });

  it("brings what is new in any order of `rev`", () => {
    const state = applyChangePage(held(1, 2), changes([message(4, 4), message(3, 5)], 5), 2);
    expect([seqsOf(state), state.rev]).toEqual([[1, 2, 3, 4], 5]);
  });

  it("with a hole in it does not move the position", () => {
    const state = applyChangePage(held(1, 2), changes([message(4)], 4), 2);
    expect([seqsOf(state), state.rev, isBehind(state)]).toEqual([[1, 2], 2, true]);
  });

  it("does not move the position when that was moved back meanwhile", () => {
    expect(applyChangePage({ ...held(1, 2), rev: 1 }, changes([], 5), 2).rev).toBe(1);
  });

  it("that ends before what we held makes us start over", () => {
    expect(applyChangePage(held(1, 2, 3), changes([], 2), 3).mustStartOver).toBe(true);
  });
});

describe("a page of history", () => {
  it("moves the position back to when it was read", () => {
    const later = applyFrame(held(3, 4), { messages: [message(1, 5)], prevRev: 4, rev: 5 });
    const state = applyEarlierPage(later, page([1, 2], { rev: 4 }));
    expect([seqsOf(state), state.rev, state.hasEarlier, isBehind(state)]).toEqual([
      [1, 2, 3, 4],
      4,
      false,
      true,
    ]);
  });

  it("that does not end where the window begins is left", () => {
    expect(seqsOf(applyEarlierPage(held(5, 6), page([1, 2])))).toEqual([5, 6]);
  });
});

describe("a window that ends before the newest message", () => {
  /** Holds 3 and 4 of nine. */
  const elsewhere = startOver(emptyRoom, page([3, 4], { rev: 9, lastSeq: 9, hasMore: true }));

  it("says so, and how far the room is", () => {
    expect(elsewhere).toMatchObject({ hasEarlier: true, hasLater: true, newestSeq: 9 });
    expect(isBehind(elsewhere)).toBe(false);
  });

  it("takes changes of its messages and leaves what is new, without being behind", () => {
    const posted = applyFrame(elsewhere, { messages: [message(10)], prevRev: 9, rev: 10 });
    expect([seqsOf(posted), posted.rev, posted.newestSeq]).toEqual([[3, 4], 10, 10]);
    const edited = applyFrame(posted, { messages: [message(4, 11)], prevRev: 10, rev: 11 });
    expect([edited.messages[1]?.rev, edited.rev, isBehind(edited)]).toEqual([11, 11, false]);
  });

  it("is continued by what follows, and is due for what happened since that was read", () => {
    const posted = applyFrame(elsewhere, { messages: [message(10)], prevRev: 9, rev: 10 });
    const later = page([5, 6, 7, 8, 9], { rev: 9, lastSeq: 9 });
    const state = applyLaterPage(posted, later);
    expect(seqsOf(state)).toEqual([3, 4, 5, 6, 7, 8, 9]);
    expect([state.hasLater, state.rev, isBehind(state)]).toEqual([false, 9, true]);
    expect(applyLaterPage(elsewhere, { ...later, hasMore: true }).hasLater).toBe(true);
  });

  it("leaves pages that were asked for before it stood here", () => {
    expect(seqsOf(applyLaterPage(elsewhere, page([6, 7])))).toEqual([3, 4]);
    expect(seqsOf(applyAfterPage(elsewhere, page([5, 6])))).toEqual([3, 4]);
    expect(seqsOf(applyAfterPage(held(3, 4), page([6, 7])))).toEqual([3, 4]);
  });
});

describe("a window that holds too much", () => {
  it("lets go of what is furthest from what is looked at", () => {
    const state = held(1, 2, 3, 4, 5, 6);
    expect(seqsOf(trimAround(state, 2, 4))).toEqual([1, 2, 3, 4]);
    expect(trimAround(state, 2, 4)).toMatchObject({ hasEarlier: true, hasLater: true });
    const atEnd = trimAround({ ...state, hasEarlier: false }, 6, 4);
    expect(seqsOf(atEnd)).toEqual([3, 4, 5, 6]);
    expect(atEnd).toMatchObject({ hasEarlier: true, hasLater: false });
    expect(seqsOf(trimAround(state, 4, 1))).toEqual([4, 5, 6]);
    expect(trimAround(state, 4, 6)).toBe(state);
  });
});

describe("what was heard", () => {
  it("is settled by a round of fetching that began after it, and only by that", () => {
    const state = hear(held(1, 2), { epoch: "a", rev: 9, lastSeq: 2 });
    expect(isBehind(settleHeard(state, 9))).toBe(false);
    expect(isBehind(settleHeard(state, 8))).toBe(true);
  });

  it("of another epoch makes us start over, and then counts for nothing", () => {
    const state = hear(held(1, 2), { epoch: "b", rev: 1, lastSeq: 1 });
    expect(state.mustStartOver).toBe(true);
    expect(startOver(state, page([1], { epoch: "b" }))).toMatchObject({ rev: 1, heardRev: 1 });
  });
});
