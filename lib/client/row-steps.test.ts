import { describe, expect, it } from "vitest";
import type { MessageRow } from "./message-rows";
import { stepTowards } from "./row-steps";

const rows = (keys: string) => [...keys].map((key) => ({ key }) as MessageRow);

/** Every step from one list to the other, as `keys` or `keys<` for one that shifts. */
function steps(from: string, to: string): string[] {
  const wanted = rows(to);
  const taken: string[] = [];
  let shown: readonly MessageRow[] = rows(from);
  while (shown !== wanted && taken.length < 5) {
    const step = stepTowards(shown, wanted);
    shown = step.rows;
    const mark = step.isOther ? "!" : step.shift ? "<" : "";
    taken.push(shown.map(({ key }) => key).join("") + mark);
  }
  return taken;
}

describe("the way from what is shown to what is wanted", () => {
  it("is one step when one end changes", () => {
    expect(steps("cde", "cdef")).toEqual(["cdef"]);
    expect(steps("cde", "cd")).toEqual(["cd"]);
    expect(steps("cde", "abcde")).toEqual(["abcde<"]);
    expect(steps("cde", "de")).toEqual(["de<"]);
    expect(steps("", "ab")).toEqual(["ab"]);
  });

  it("changes the start first when both ends change", () => {
    expect(steps("cde", "abcdefg")).toEqual(["abcde<", "abcdefg"]);
    expect(steps("cde", "abcd")).toEqual(["abcde<", "abcd"]);
    expect(steps("cde", "def")).toEqual(["de<", "def"]);
    expect(steps("cde", "d")).toEqual(["de<", "d"]);
  });

  it("is a jump when nothing is left", () => {
    expect(steps("cde", "xyz")).toEqual(["xyz!"]);
  });
});
