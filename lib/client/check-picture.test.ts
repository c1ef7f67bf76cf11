import { describe, expect, it } from "vitest";
import { crc32 } from "../image/crc32";
import { checkPicture } from "./check-picture";

function chunk(type: string, data: number[]): number[] {
  const body = [...Buffer.from(type, "latin1"), ...data];
  const crc = crc32(Uint8Array.from(body));
  return [...toWord(data.length), ...body, ...toWord(crc)];
}

const toWord = (value: number) => [24, 16, 8, 0].map((shift) => (value >>> shift) & 0xff);

/** A PNG that says it is this large; nobody decodes its pixels here. */
function png(width: number, height: number): Uint8Array<ArrayBuffer> {
  const header = [...toWord(width), ...toWord(height), 8, 2, 0, 0, 0];
  return Uint8Array.from([
    ...[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
    ...chunk("IHDR", header),
    ...chunk("IDAT", [1, 2, 3]),
    ...chunk("IEND", []),
  ]);
}

const check = (bytes: Uint8Array<ArrayBuffer>) => checkPicture(new Blob([bytes]));
const text = (value: string) => new TextEncoder().encode(value);

describe("a chosen picture", () => {
  it("may go when its bytes are those of a picture", async () => {
    expect(await check(png(640, 480))).toBeNull();
    expect(await check(png(12_000, 3_333))).toBeNull();
  });

  it("is judged by its bytes, not by its name", async () => {
    const html = new File(["<html><script>alert(1)</script>"], "cat.png", { type: "image/png" });
    expect(await checkPicture(html)).toEqual({ kind: "type" });
    expect(await check(text('<svg xmlns="http://www.w3.org/2000/svg"/>'))).toEqual({
      kind: "type",
    });
  });

  it("may not move: GIFs are refused", async () => {
    const gif = Buffer.from("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7", "base64");
    expect(await check(Uint8Array.from(gif))).toEqual({ kind: "type" });
  });

  it("is refused when it is empty, cut off or too large", async () => {
    expect(await check(new Uint8Array())).toEqual({ kind: "empty" });
    expect(await check(png(640, 480).slice(0, 40))).toEqual({ kind: "damaged" });
    expect(await check(new Uint8Array(10 * 1024 * 1024 + 1))).toEqual({
      kind: "bytes",
      bytes: 10_485_761,
    });
    const pixels = { kind: "pixels", width: 8_000, height: 6_000 };
    expect(await check(png(8_000, 6_000))).toEqual(pixels);
    const side = { kind: "pixels", width: 12_001, height: 10 };
    expect(await check(png(12_001, 10))).toEqual(side);
  });

  it("is told apart from one that cannot be read", async () => {
    const gone = new Blob(["x"]);
    gone.arrayBuffer = () => Promise.reject(new DOMException("gone", "NotReadableError"));
    expect(await checkPicture(gone)).toEqual({ kind: "unreadable" });
  });
});
