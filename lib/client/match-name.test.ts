import { describe, expect, it } from "vitest";
import { findByName } from "./match-name";

const names = [
  "Weekend hikes",
  "Café Zürich",
  "產品設計討論",
  "hikes",
  "Late-night hiking",
  "ＡＢＣ 会議",
];
const find = (typed: string) => findByName(names, typed, (name) => name);

describe("names that fit what is typed", () => {
  it("are those with words that begin so, the best first", () => {
    expect(find("hik")).toEqual(["hikes", "Weekend hikes", "Late-night hiking"]);
    expect(find("hikes")).toEqual(["hikes", "Weekend hikes"]);
    expect(find("hik wee")).toEqual(["Weekend hikes"]);
    expect(find("night")).toEqual(["Late-night hiking"]);
    expect(find("ikes")).toEqual([]);
  });

  it("may hold characters of Chinese, Japanese and Korean anywhere", () => {
    expect(find("設計")).toEqual(["產品設計討論"]);
    expect(find("会")).toEqual(["ＡＢＣ 会議"]);
    expect(find("計設")).toEqual([]);
  });

  it("differ neither by case nor by accents nor by width", () => {
    expect(find("CAFE zu")).toEqual(["Café Zürich"]);
    expect(find("abc")).toEqual(["ＡＢＣ 会議"]);
  });

  it("are all of them while nothing is typed, and none for signs alone", () => {
    expect(find(" ")).toEqual(names);
    expect(find("!?")).toEqual([]);
  });
});
