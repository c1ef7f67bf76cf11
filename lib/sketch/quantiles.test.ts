import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { QuantileSketch } from "./quantiles";
import { distributions, toRandom } from "./testing/distributions";

function sketchOf(values: number[]): QuantileSketch {
  const sketch = new QuantileSketch();
  for (const value of values) sketch.add(value);
  return sketch;
}

const hex = (sketch: QuantileSketch) => Buffer.from(sketch.toBytes()).toString("hex");
const fromHex = (text: string) => QuantileSketch.fromBytes(Buffer.from(text, "hex"));

const timeArb = fc.oneof(
  fc.double({ min: 0, max: 4_000_000, noNaN: true }),
  fc.integer({ min: 0, max: 20 }),
);
const entryArb = fc.tuple(timeArb, fc.integer({ min: 1, max: 1_000_000 }));

describe("quantiles of five distributions", () => {
  const shares = [0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999];

  it.each(Object.keys(distributions))("of the kind “%s” are within a hundredth", (name) => {
    let worst = 0;
    for (const size of [1, 10, 1_000, 50_000]) {
      const random = toRandom(size);
      const values = Array.from({ length: size }, () => distributions[name]!(random));
      const sketch = sketchOf(values);
      values.sort((a, b) => a - b);
      for (const q of shares) {
        const exact = values[Math.max(1, Math.ceil(q * size - 1e-9)) - 1]!;
        const error = Math.abs(sketch.quantile(q)! - exact);
        worst = Math.max(worst, exact === 0 ? (error === 0 ? 0 : 1) : error / exact);
      }
    }
    expect(worst).toBeLessThanOrEqual(0.01 + 1e-9);
  });

  it("have the extremes at 0 and 1", () => {
    const sketch = sketchOf([3, 5, 700]);
    expect(Math.abs(sketch.quantile(0)! - 3)).toBeLessThanOrEqual(0.03);
    expect(Math.abs(sketch.quantile(1)! - 700)).toBeLessThanOrEqual(7);
  });

  it("are those of the multiplied values when weights are given", () => {
    const weighted = new QuantileSketch();
    weighted.add(10, 97);
    weighted.add(1000, 3);
    expect(weighted.count).toBe(100);
    expect(Math.round(weighted.quantile(0.97)!)).toBe(10);
    expect(Math.abs(weighted.quantile(0.98)! - 1000)).toBeLessThanOrEqual(10);
  });

  it("have the rank that one would compute by hand, though 0.07 · 100 is more than 7", () => {
    const sketch = sketchOf(Array.from({ length: 100 }, (_, index) => (index < 7 ? 1 : 50)));
    expect(Math.round(sketch.quantile(0.07)!)).toBe(1);
    expect(Math.abs(sketch.quantile(0.08)! - 50)).toBeLessThanOrEqual(0.5);
  });

  it("are null when there is nothing", () => {
    expect(new QuantileSketch().quantile(0.5)).toBeNull();
  });
});

describe("what a quantile sketch takes", () => {
  it("counts everything beneath half a microsecond as 0, and everything above an hour as an hour", () => {
    const sketch = sketchOf([-5, 0, 0.0004, 3_600_000, 1e12, Infinity]);
    expect(sketch.quantile(0.5)).toBe(0);
    expect(Math.abs(sketch.quantile(0.6)! - 3_600_000)).toBeLessThanOrEqual(36_000);
    expect(sketch.quantile(1)).toBe(sketch.quantile(0.6));
  });

  it("is never what is no number, nor a weight that is no positive integer", () => {
    const sketch = new QuantileSketch();
    expect(() => sketch.add(NaN)).toThrow(RangeError);
    for (const weight of [0, -1, 0.5, NaN, Infinity]) {
      expect(() => sketch.add(1, weight)).toThrow(RangeError);
    }
    expect(sketch.count).toBe(0);
  });

  it("ends before counts stop being exact", () => {
    const sketch = new QuantileSketch();
    sketch.add(1, 4_503_599_627_370_495);
    expect(() => sketch.add(1)).toThrow(RangeError);
    expect(() => sketch.merge(sketch)).toThrow(RangeError);
    expect(fromHex(hex(sketch)).count).toBe(4_503_599_627_370_495);
  });

  it("falls on the same side of every bound of a bin, whatever the logarithm says", () => {
    let bound = 0.0005;
    for (let bin = 1; bin < 1100; bin++) {
      bound *= 1.01 / 0.99;
      const sketch = sketchOf([bound]);
      expect(sketch.quantile(0.5)).toBe(bound * 0.99);
      const above = sketchOf([bound * (1 + Number.EPSILON)]);
      expect(above.quantile(0.5)).toBeGreaterThan(bound);
    }
  });
});

describe("bytes of a quantile sketch", () => {
  it("are these, for ever", () => {
    expect(hex(new QuantileSketch())).toBe("0100");
    expect(hex(sketchOf([0, 0, 0]))).toBe("010106");
    expect(hex(sketchOf([1]))).toBe(golden.one);
    expect(hex(sketchOf([0, 1, 1, 2, 3, 5, 8, 13, 21, 34]))).toBe(golden.fibonacci);
    expect(hex(sketchOf([3_600_000]))).toBe(golden.hour);
    expect(Math.abs(fromHex(golden.fibonacci).quantile(0.7)! - 8)).toBeLessThanOrEqual(0.08);
  });

  it("come back the same", () => {
    fc.assert(
      fc.property(fc.array(entryArb, { maxLength: 200 }), (entries) => {
        const sketch = new QuantileSketch();
        for (const [value, weight] of entries) sketch.add(value, weight);
        const again = QuantileSketch.fromBytes(sketch.toBytes());
        expect(hex(again)).toBe(hex(sketch));
        expect(again.count).toBe(sketch.count);
      }),
    );
  });

  it("are the same after any partition, order and nesting of merges", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(timeArb, fc.integer({ min: 1, max: 100 }), fc.nat(5), fc.nat()), {
          maxLength: 120,
        }),
        fc.boolean(),
        (entries, nested) => {
          const whole = new QuantileSketch();
          for (const [value, weight] of entries) whole.add(value, weight);
          const parts = Array.from({ length: 6 }, () => new QuantileSketch());
          for (const [value, weight, part] of entries.toSorted((a, b) => a[3] - b[3])) {
            parts[part]!.add(value, weight);
          }
          const merged = new QuantileSketch();
          if (nested) {
            for (let at = 4; at >= 0; at--) parts[at]!.merge(parts[at + 1]!);
            merged.merge(parts[0]!);
          } else for (const part of parts) merged.merge(QuantileSketch.fromBytes(part.toBytes()));
          expect(hex(merged)).toBe(hex(whole));
        },
      ),
    );
  });

  it("of another version, cut off or continued are refused", () => {
    const bytes = sketchOf([0, 1, 1, 2, 3, 5, 8, 13, 2000]).toBytes();
    for (let length = 0; length < bytes.length; length++) {
      expect(() => QuantileSketch.fromBytes(bytes.slice(0, length))).toThrow(RangeError);
    }
    expect(() => QuantileSketch.fromBytes(Uint8Array.from([...bytes, 0]))).toThrow(RangeError);
    expect(() => QuantileSketch.fromBytes(Uint8Array.from([2, ...bytes.slice(1)]))).toThrow(
      RangeError,
    );
  });

  it.each([
    ["a bin with nothing in it", "010100"],
    ["a gap of nothing", "01010300"],
    ["a bin beyond the range", "010103f009"],
    ["an over-long number", "01018200"],
    ["a number beyond 2^53", "0101ffffffffffffffff7f"],
    ["more bins than there are", "01ffff03"],
  ])("with %s are refused", (_, text) => {
    expect(() => fromHex(text)).toThrow(RangeError);
  });

  it("of any garbage are refused, or are those of a sketch", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (noise) => {
        const bytes = Uint8Array.from([1, ...noise]);
        let sketch: QuantileSketch;
        try {
          sketch = QuantileSketch.fromBytes(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
          return;
        }
        expect(sketch.toBytes()).toEqual(bytes);
      }),
      { numRuns: 2000 },
    );
  });

  it("are few", () => {
    const random = toRandom(7);
    const size = (count: number) =>
      sketchOf(Array.from({ length: count }, () => distributions["lognormal"]!(random))).toBytes()
        .length;
    expect([size(10), size(100), size(10_000), size(100_000)]).toEqual(golden.sizes);
  });
});

const golden = {
  one: "010103fd02",
  fibonacci: "01090205fc020321031303190317031703170317",
  hour: "010103ef08",
  sizes: [23, 139, 440, 729],
};
