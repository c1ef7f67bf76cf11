import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findHighlights, toDayTerms, toIndexText, toMatch, toTerms } from "./domain";

const marked = (text: string, query: string) =>
  findHighlights(text, toTerms(query), 10).map(({ from, to }) => text.slice(from, to));

describe("what the index keeps", () => {
  it("is words without case and accents, and each character of scripts without spaces", () => {
    expect(toIndexText("Ein Café, 2 Straßen!")).toBe("ein cafe 2 straßen");
    expect(toIndexText("早安！我下午帶顏料過去。")).toBe("早 安 我 下 午 带 颜 料 过 去");
    expect(toIndexText("ありがとう、カフェー 감사합니다")).toBe(
      "あ り が と う カ フ ェ ー 감 사 합 니 다",
    );
    expect(toIndexText("Plaza2周年 🎉")).toBe("plaza2 周 年 🎉");
    expect(toIndexText("ﬁne Ｆｕｌｌ ＮＯ．１")).toBe("fine full no 1");
    expect(toIndexText("Ёлка Ὀδυσσεύς हिन्दी")).toBe("елка οδυσσευς हिन्दी");
    expect(toIndexText(' " * ( ) - : ')).toBe("");
  });

  it("holds nothing that FTS5 would read as an operator, and is bounded", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
        expect(toIndexText(text).length).toBeLessThanOrEqual(text.length * 20 + 1);
        expect(toIndexText(text)).not.toMatch(/["*()]/);
      }),
    );
  });
});

describe("what is looked for", () => {
  it("is all terms, each a row of tokens, of which the last word may be unfinished", () => {
    expect(toMatch(toTerms("台灣 Caf"))).toBe('body : ("台 湾" AND "caf" *)');
    expect(toMatch(toTerms("don't c"))).toBe('body : ("don t" AND "c")');
    expect(toMatch(toTerms('"; DROP * OR NEAR('))).toBe('body : ("drop" AND "or" AND "near" *)');
    expect(toTerms(" ！… ")).toEqual([]);
  });
});

describe("a span of time", () => {
  const now = Date.UTC(2026, 10, 21);

  it("is the fewest years, months and days that hold it", () => {
    expect(
      toDayTerms({ after: Date.UTC(2024, 10, 29, 15), before: Date.UTC(2026, 1, 3) }, now),
    ).toEqual(["d20241129", "d20241130", "m202412", "y2025", "m202601", "d20260201", "d20260202"]);
    expect(
      toDayTerms({ after: Date.UTC(2024, 1, 28), before: Date.UTC(2024, 2, 1, 1) }, now),
    ).toEqual(["d20240228", "d20240229", "d20240301"]);
    expect(toDayTerms({ before: Date.UTC(1971, 0, 1, 0, 0, 0, 1) }, now)).toEqual([
      "y1970",
      "d19710101",
    ]);
    expect(toDayTerms({ after: Date.UTC(2026, 11, 31) }, now)).toEqual(["d20261231", "y2027"]);
    expect(toDayTerms({}, now)).toBeNull();
    for (const nothing of [
      { before: 0 },
      { after: Date.UTC(2026, 0, 2), before: Date.UTC(2026, 0, 2) },
      { after: 8_640_000_000_000_000 },
    ]) {
      expect(toDayTerms(nothing, now)).toEqual([]);
    }
  });

  it("holds every moment in it, none of the days around it, and is bounded", () => {
    const moment = fc.integer({ min: 0, max: Date.UTC(2027, 0) });
    fc.assert(
      fc.property(moment, moment, moment, (one, other, at) => {
        const [after, before] = [Math.min(one, other), Math.max(one, other)];
        const terms = toDayTerms({ after, before }, now) ?? [];
        const [year, month, day] = new Date(at).toISOString().slice(0, 10).split("-");
        const tokens = [`y${year}`, `m${year}${month}`, `d${year}${month}${day}`];
        const held = tokens.filter((token) => terms.includes(token)).length;
        const dayMs = 86_400_000;
        if (at >= after && at < before) expect(held).toBe(1);
        if (at < after - dayMs || at >= before + dayMs) expect(held).toBe(0);
        expect(terms.length).toBeLessThanOrEqual(57 + 22 + 62);
      }),
    );
  });
});

describe("highlights", () => {
  it("show the text as it was written", () => {
    expect(marked("我在台灣，台湾很好", "台湾")).toEqual(["台灣", "台湾"]);
    expect(marked("Le Café et les CAFÉS", "cafe")).toEqual(["Café", "CAFÉS"]);
    expect(marked("どうもありがとうございます", "ありがとう")).toEqual(["ありがとう"]);
    expect(marked("你好你", "你")).toEqual(["你", "你"]);
    expect(marked("market day at the market", "the mark")).toEqual(["market", "the", "market"]);
    expect(marked("e\u0301te\u0301", "été")).toEqual(["e\u0301te\u0301"]);
    expect(marked("nothing", "else")).toEqual([]);
  });

  it("join where they meet", () => {
    expect(marked("台灣人", "台灣 灣人")).toEqual(["台灣人"]);
  });
});
