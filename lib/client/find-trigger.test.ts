import { describe, expect, it } from "vitest";
import { findTrigger, rankName } from "./find-trigger";

const at = (text: string) => {
  const found = findTrigger(text, text.length);
  return found && `${found.kind} ${found.from} ${found.query}`;
};

describe("what can be completed", () => {
  it.each([
    ["@", "person 0 "],
    ["hi @an", "person 3 an"],
    ["hi @ann le", "person 3 ann le"],
    ["你好@李", "person 2 李"],
    ["(@x", "person 1 x"],
    [":he", "emoji 0 he"],
    ["a :thumbs_up", "emoji 2 thumbs_up"],
    ["：笑", "emoji 0 笑"],
    ["me@mail", null],
    ["@@", null],
    ["@ann lee x", null],
    ["@ x", null],
    [":D", null],
    [":)", null],
    ["10:30", null],
    ["https://", null],
    ["时间：下午", null],
    ["@a\nb", null],
  ])("in %j is %s", (text, found) => expect(at(text)).toBe(found));

  it("is what stands at the caret", () => {
    expect(findTrigger("@ann and more", 3)).toEqual({
      kind: "person",
      query: "an",
      from: 0,
      to: 3,
    });
  });
});

describe("a name", () => {
  it.each([
    ["Ann Lee", "ann", 0],
    ["Ann Lee", "le", 1],
    ["Ann Lee", "ee", null],
    ["Élodie", "elo", 0],
    ["Jean-Luc", "luc", 1],
    ["王小明", "小明", 2],
    ["Ann Lee", "ann l", 0],
    ["Anybody", "", 0],
  ])("%s fits %j by rank %s", (name, query, rank) => expect(rankName(name, query)).toBe(rank));
});
