import { describe, expect, it } from "vitest";
import { cleanName, toByteRange, toDisposition } from "./domain";

describe("the name of a file", () => {
  it.each([
    ["holiday.jpg", "holiday.jpg"],
    ["C:\\Users\\me\\plan.pdf", "plan.pdf"],
    ["../../etc/passwd", "passwd"],
    ["a\u0000b\r\nc.txt", "abc.txt"],
    ["photo\u202egpj.exe", "photogpj.exe"],
    ["  spaced name.png ", "spaced name.png"],
    ["照片 一.png", "照片 一.png"],
    ["half \ud800 pair.png", "half \ufffd pair.png"],
    ["", "file"],
    ["folder/", "file"],
  ])("%j is kept as %j", (given, kept) => {
    expect(cleanName(given)).toBe(kept);
  });

  it("has at most 200 characters and keeps its end", () => {
    const kept = cleanName(`${"山".repeat(300)}.tar.gz`);
    expect([...kept]).toHaveLength(200);
    expect(kept.endsWith("山.tar.gz")).toBe(true);
  });
});

describe("how a file is offered", () => {
  it("shows pictures, films and sound, and downloads the rest", () => {
    const kinds = ["image/png", "video/mp4", "audio/ogg", "application/pdf", "text/plain"];
    expect(kinds.map((type) => toDisposition("x", type).split(";")[0])).toEqual([
      "inline",
      "inline",
      "inline",
      "attachment",
      "attachment",
    ]);
  });

  it("names it in a way that no name can break out of", () => {
    expect(toDisposition("a\"; x=\\é'*.txt", "text/plain")).toBe(
      "attachment; filename=\"a_; x=__'*.txt\"; filename*=UTF-8''a%22%3B%20x%3D%5C%C3%A9%27%2A.txt",
    );
  });
});

describe("a range of 1000 bytes", () => {
  it.each([
    [null, null],
    ["bytes=0-", { offset: 0, length: 1000 }],
    ["bytes=0-99", { offset: 0, length: 100 }],
    ["bytes=900-5000", { offset: 900, length: 100 }],
    ["bytes=999-999", { offset: 999, length: 1 }],
    ["bytes=-100", { offset: 900, length: 100 }],
    ["bytes=-5000", { offset: 0, length: 1000 }],
    ["bytes=1000-", "outside"],
    ["bytes=-0", "outside"],
    ["bytes=9-3", null],
    ["bytes=-", null],
    ["bytes=0-1,5-6", null],
    ["pages=1-2", null],
    ["bytes=a-b", null],
  ])("%j is %j", (header, range) => {
    expect(toByteRange(header, 1000)).toEqual(range);
  });
});
