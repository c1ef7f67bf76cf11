import { describe, expect, it } from "vitest";
import { fromHex, toHex } from "./hex";

describe("hex", () => {
  it("gives the same bytes back, in either case", () => {
    expect(toHex(Uint8Array.of(0, 15, 16, 255))).toBe("000f10ff");
    expect(fromHex("000F10fF")).toEqual(Uint8Array.of(0, 15, 16, 255));
  });

  it.each(["0", "0g", "0x00", " 00"])("refuses %j", (text) => {
    expect(() => fromHex(text)).toThrow(RangeError);
  });
});
