import fc from "fast-check";
import { expect, it } from "vitest";
import { fromBase64, toBase64 } from "./base64";

it("turns bytes into the base64 that everybody else reads, and back", () => {
  expect(toBase64(Uint8Array.from([0, 255, 16]))).toBe("AP8Q");
  expect(toBase64(new Uint8Array())).toBe("");
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 20_000, size: "max" }), (bytes) => {
      expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString("base64"));
      expect(fromBase64(toBase64(bytes))).toEqual(Uint8Array.from(bytes));
    }),
    { numRuns: 20 },
  );
});

it("refuses text that is not base64", () => {
  expect(() => fromBase64("no base64!")).toThrow();
});
