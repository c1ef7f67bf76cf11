import { describe, expect, it } from "vitest";
import {
  compareShares,
  readCursor,
  toCursorText,
  toFileName,
  toNextPurge,
  toShare,
} from "./domain";
import type { ShareRecord } from "./schema";

const image = { type: "image/jpeg", width: 4, height: 3, size: 100 } as const;
const record: ShareRecord = {
  id: "0123456789ABCDEFGHJK",
  ownerId: "owner",
  title: "",
  prompt: "",
  style: "",
  generatedRemoteUrl: null,
  originalRemoteUrl: null,
  generatedImage: image,
  originalImage: null,
  timestamp: 1,
  createdAt: 2,
  expiresAt: 3,
  views: 4,
};
const dayMs = 86_400_000;

describe("the copies of a share that has ended", () => {
  it("are looked for until two minutes have passed, and its tombstone goes when its time is up", () => {
    expect(toNextPurge("removed", 0, 0)).toBe(120_000);
    expect(toNextPurge("removed", 0, 119_999)).toBe(120_000);
    expect(toNextPurge("removed", 0, 120_000)).toBe(30 * dayMs);
    expect(toNextPurge("expired", 0, 120_000)).toBe(365 * dayMs);
    expect(toNextPurge("removed", 0, 30 * dayMs)).toBeNull();
    expect(toNextPurge("expired", 0, 365 * dayMs)).toBeNull();
  });
});

describe("a share as everybody sees it", () => {
  it("has addresses of ours where images are ours, and theirs where they are elsewhere", () => {
    const ours = toShare(record, "https://plaza.example");
    expect(ours.generatedUrl).toBe(
      "https://plaza.example/api/media/shares/0123456789ABCDEFGHJK/generated",
    );
    expect(ours.originalUrl).toBeNull();
    expect(ours.isR2Stored).toBe(true);
    const elsewhere = {
      ...record,
      generatedImage: null,
      generatedRemoteUrl: "https://a.example/b",
    };
    expect(toShare(elsewhere, "https://plaza.example")).toMatchObject({
      generatedUrl: "https://a.example/b",
      isR2Stored: false,
    });
  });

  it("is saved under its title in any script, without what file systems mind", () => {
    const name = (title: string) => toFileName({ ...record, title }, "generated", image);
    expect(name("")).toBe("plaza.jpg");
    expect(name("../../etc/passwd")).toBe("etc-passwd.jpg");
    expect(name('海 "と" 空\r\n')).toBe("海-と-空.jpg");
    expect(name("x".repeat(100))).toBe(`${"x".repeat(60)}.jpg`);
    expect(toFileName(record, "original", image)).toBe("plaza-original.jpg");
  });
});

describe("a place in a list", () => {
  it("is written and read again", () => {
    expect(toCursorText(record)).toBe("2.0123456789ABCDEFGHJK");
    expect(readCursor("2.0123456789ABCDEFGHJK")).toEqual({ createdAt: 2, id: record.id });
    expect(readCursor(undefined)).toBeNull();
  });

  it("is before those that are older, and of the same moment before smaller ids", () => {
    const places = [
      { createdAt: 1, id: "b" },
      { createdAt: 2, id: "a" },
      { createdAt: 2, id: "c" },
    ];
    expect(places.sort(compareShares).map(({ id }) => id)).toEqual(["c", "a", "b"]);
  });
});
