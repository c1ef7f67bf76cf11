import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DistinctSketch } from "./distinct";
import { toHash, toRandom } from "./testing/distributions";

function sketchOf(hashes: Iterable<string>): DistinctSketch {
  const sketch = new DistinctSketch();
  for (const hash of hashes) sketch.add(hash);
  return sketch;
}

function sketchOfRandom(count: number, seed: number): DistinctSketch {
  const random = toRandom(seed);
  return sketchOf(Array.from({ length: count }, () => toHash(random)));
}

/** As the site makes them: the first 64 bits of a SHA-256. */
const visitor = (index: number) =>
  createHash("sha256").update(`visitor ${index}`).digest("hex").slice(0, 16);
const visitors = (count: number) => Array.from({ length: count }, (_, index) => visitor(index));

const hex = (sketch: DistinctSketch) => Buffer.from(sketch.toBytes()).toString("hex");
const fromHex = (text: string) => DistinctSketch.fromBytes(Buffer.from(text, "hex"));

const hashArb = fc
  .array(fc.integer({ min: 0, max: 15 }), { minLength: 16, maxLength: 16 })
  .map((digits) => digits.map((digit) => digit.toString(16)).join(""));

describe("an estimate", () => {
  it.each([10, 100, 1_000, 10_000, 100_000])(
    "of %i different ones has an RMSE of at most a fiftieth over 30 trials",
    (count) => {
      let squares = 0;
      for (let seed = 1; seed <= 30; seed++) {
        const error = sketchOfRandom(count, seed * 7919).estimate() / count - 1;
        squares += error * error;
      }
      expect(Math.sqrt(squares / 30)).toBeLessThanOrEqual(0.02);
    },
  );

  it("of none is 0 and of one is 1, however often it comes", () => {
    expect(new DistinctSketch().estimate()).toBe(0);
    expect(sketchOf(Array.from({ length: 1000 }, () => visitor(1))).estimate()).toBe(1);
  });

  it("is finite whatever the hashes are", () => {
    const zeros = sketchOf(["0000000000000000"]);
    expect(zeros.estimate()).toBe(1);
    const full = new DistinctSketch();
    for (let register = 0; register < 4096; register++) {
      full.add(register.toString(16).padStart(3, "0") + "0000000000000");
    }
    expect(full.estimate()).toBe(Number.MAX_SAFE_INTEGER);
  });
});

describe("bytes of a distinct sketch", () => {
  it("are these, for ever", () => {
    expect(hex(new DistinctSketch())).toBe("010000");
    // Register 0, all 52 bits behind it zero: rank 53.
    expect(hex(sketchOf(["0000000000000000"]))).toBe("01000135");
    // Register 4095, the first bit behind it set: rank 1.
    expect(hex(sketchOf(["ffffffffffffffff"]))).toBe(golden.last);
    expect(hex(sketchOf(visitors(10)))).toBe(golden.ten);
    const dense = sketchOf(visitors(20_000)).toBytes();
    expect(dense.length).toBe(3074);
    expect(createHash("sha256").update(dense).digest("hex")).toBe(golden.denseSha256);
  });

  it("come back the same in both forms, and with them the estimate", () => {
    for (const count of [0, 1, 50, 900, 1500, 3000, 30_000]) {
      const sketch = sketchOfRandom(count, count + 1);
      const again = DistinctSketch.fromBytes(sketch.toBytes());
      expect(hex(again)).toBe(hex(sketch));
      expect(again.estimate()).toBe(sketch.estimate());
    }
  });

  it("are the same after any partition, order and repetition of merges", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(hashArb, fc.nat(3)), { maxLength: 80 }), (entries) => {
        const whole = sketchOf(entries.map(([hash]) => hash));
        const parts = [0, 1, 2, 3].map((part) =>
          sketchOf(entries.flatMap(([hash, at]) => (at === part ? [hash] : []))),
        );
        const merged = new DistinctSketch();
        for (const part of [...parts.toReversed(), ...parts]) {
          merged.merge(DistinctSketch.fromBytes(part.toBytes()));
        }
        expect(hex(merged)).toBe(hex(whole));
      }),
    );
  });

  it("are the same when large sketches meet in either order", () => {
    const [a, b] = [sketchOfRandom(3_000, 1), sketchOfRandom(3_000, 2)];
    const left = DistinctSketch.fromBytes(a.toBytes());
    left.merge(b);
    b.merge(a);
    expect(hex(left)).toBe(hex(b));
  });

  it("of another version or form, cut off or continued are refused", () => {
    for (const sketch of [sketchOf(visitors(10)), sketchOf(visitors(5_000))]) {
      const bytes = sketch.toBytes();
      for (let length = 0; length < bytes.length; length += 1 + Math.floor(bytes.length / 50)) {
        expect(() => DistinctSketch.fromBytes(bytes.slice(0, length))).toThrow(RangeError);
      }
      expect(() => DistinctSketch.fromBytes(Uint8Array.from([...bytes, 0]))).toThrow(RangeError);
    }
    expect(() => fromHex("020000")).toThrow(RangeError);
    expect(() => fromHex("010200")).toThrow(RangeError);
  });

  it.each([
    ["an empty register", "01000140"],
    ["a rank beyond 53", "01000136"],
    ["a register beyond the last", "01000181801000"],
    ["more registers than there are", "0100ffff03"],
    ["a dense rank beyond 53", `0101${"ff".repeat(3072)}`],
  ])("with %s are refused", (_, text) => {
    expect(() => fromHex(text)).toThrow(RangeError);
  });

  it("of any garbage are refused, or are those of a sketch", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (noise) => {
        const bytes = Uint8Array.from([1, 0, ...noise]);
        let sketch: DistinctSketch;
        try {
          sketch = DistinctSketch.fromBytes(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
          return;
        }
        expect(sketch.toBytes()).toEqual(bytes);
      }),
      { numRuns: 2000 },
    );
  });

  it("are few, and never more than 3,074", () => {
    const sizes = [10, 100, 1_000, 10_000].map(
      (count) => sketchOfRandom(count, 5).toBytes().length,
    );
    expect(sizes).toEqual(golden.sizes);
  });
});

it("refuses what is not 16 hex digits", () => {
  for (const hash of ["", "0123456789abcde", "0123456789ABCDEF", "0123456789abcdefg"]) {
    expect(() => new DistinctSketch().add(hash)).toThrow(RangeError);
  }
});

const golden = {
  last: "010001c1ff0f",
  ten: "01000a8189038502c2ef0287d901c31fc139815cc1c202834bc1d902",
  denseSha256: "98a596c5e03920910ab91c6f7d417e7a3ce350c2443e5dedcc019a6bcb82be50",
  sizes: [28, 193, 1433, 3074],
};
