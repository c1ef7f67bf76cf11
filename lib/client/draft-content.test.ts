import { describe, expect, it } from "vitest";
import { fromKept, noDraft, toKept } from "./draft-content";

describe("a draft", () => {
  it("is kept as its text when it is nothing else, as older versions did", () => {
    expect(toKept({ ...noDraft, text: "{hello}" })).toBe("{hello}");
    expect(fromKept("{hello}")).toEqual({ text: "{hello}", mentions: [], replyTo: null });
  });

  it("keeps whom it names and what it answers", () => {
    const draft = {
      text: "hi @Kim",
      mentions: [{ at: 3, id: "k1", name: "Kim" }],
      replyTo: { id: "m1", name: "Ann", label: "Well?" },
    };
    expect(fromKept(toKept(draft))).toEqual(draft);
  });

  it.each(["\u0001", "\u0001{}", '\u0001{"text":1}', "\u0001null"])(
    "that cannot be read is empty: %j",
    (kept) => {
      expect(fromKept(kept)).toEqual(noDraft);
    },
  );

  it("does not name whom its text does not", () => {
    const kept = toKept({ ...noDraft, text: "hi", mentions: [{ at: 0, id: "k1", name: "Kim" }] });
    expect(fromKept(kept).mentions).toEqual([]);
  });
});
