import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ModelRoom } from "../sync/testing/model-room";
import { findAfter, findChanged } from "./newest-page";

type Step = { does: "post" | "edit" | "remove" | "bump"; seq: number };

const stepArb: fc.Arbitrary<Step> = fc.record({
  does: fc.constantFrom("post", "post", "edit", "remove", "bump"),
  seq: fc.integer({ min: 1, max: 40 }),
});

function play(steps: Step[]): ModelRoom {
  const room = new ModelRoom();
  for (const [index, { does, seq }] of steps.entries()) {
    if (does === "post") room.post("ann", `post-${index}`, `Message ${index}`);
    if (does === "edit") room.edit(seq, `Edited ${index}`);
    if (does === "remove") room.remove(seq);
    if (does === "bump") room.bump();
  }
  return room;
}

const post: Step = { does: "post", seq: 1 };

/** What happened in a room, how many messages its page holds, what is asked for, and how many at most. */
const args = [fc.array(stepArb, { maxLength: 40 }), fc.nat(20), fc.nat(45), fc.nat(10)] as const;

describe("a newest page", () => {
  it("says what came after a message as the room itself does, or nothing", () => {
    fc.assert(
      fc.property(...args, (steps, size, seq, limit) => {
        const room = play(steps);
        const found = findAfter(room.newest(size + 1), seq, limit + 1);
        if (found) expect(found).toEqual(room.after(seq, limit + 1));
      }),
      { numRuns: 2_000 },
    );
  });

  it("says what changed since a number as the room itself does, or nothing", () => {
    fc.assert(
      fc.property(...args, (steps, size, rev, limit) => {
        const room = play(steps);
        const found = findChanged(room.newest(size + 1), rev, limit + 1);
        if (found) expect(found).toMatchObject(room.changedSince(rev, limit + 1));
      }),
      { numRuns: 2_000 },
    );
  });

  it("answers whoever lacks its last messages only", () => {
    const page = play([post, post, post, post, post]).newest(3);
    expect(findAfter(page, 2, 10)?.messages.map(({ seq }) => seq)).toEqual([3, 4, 5]);
    expect(findAfter(page, 5, 10)?.messages).toEqual([]);
    expect(findChanged(page, 3, 10)?.messages.map(({ seq }) => seq)).toEqual([4, 5]);
    expect(findChanged(page, 5, 10)?.messages).toEqual([]);
  });

  it("does not answer about what lies before it, or about what it does not know yet", () => {
    const page = play([post, post, post, post, post]).newest(3);
    expect(findAfter(page, 1, 10)).toBeNull();
    expect(findAfter(page, 6, 10)).toBeNull();
    expect(findChanged(page, 1, 10)).toBeNull();
    expect(findChanged(page, 6, 10)).toBeNull();
  });

  it("does not answer when something changed that it does not show", () => {
    const edited = play([post, post, post, post, { does: "edit", seq: 1 }]);
    expect(findChanged(edited.newest(3), 4, 10)).toBeNull();
    const joined = play([post, post, post, { does: "bump", seq: 1 }]);
    expect(findChanged(joined.newest(3), 3, 10)).toBeNull();
  });
});
