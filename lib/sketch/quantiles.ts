import { ByteReader, ByteWriter } from "./bytes";

const version = 1;

/** Quantiles are off by at most this share of their value. */
const relativeError = 0.01;
/** Values up to half a microsecond count as 0: events have three decimals of a millisecond. */
const rangeStart = 0.0005;
/** An hour; greater values count as this one. */
const rangeEnd = 3_600_000;
const gamma = (1 + relativeError) / (1 - relativeError);
const logGamma = Math.log(gamma);

/** Bin i holds values in (bounds[i − 1], bounds[i]]; bin 0 those that count as 0. */
const bounds = toBounds();

/**
 * Distribution of times in milliseconds, by DDSketch (Masson, Rim, Lee: "DDSketch: a fast and fully-mergeable quantile
 * sketch with relative-error guarantees", VLDB 2019) with a fixed range of bins instead of collapsing ones: whatever
 * was added, in whatever order and parts, gives the same bins and the same bytes.
 */
export class QuantileSketch {
  private readonly bins = new Float64Array(bounds.length);
  private total = 0;

  /** How many values it holds, by weight. */
  get count(): number {
    return this.total;
  }

  /**
   * Takes a value in milliseconds: beneath the range it counts as 0, above it as an hour.
   * @param weight how many times it counts; a positive integer
   */
  add(value: number, weight = 1): void {
    if (Number.isNaN(value)) throw new RangeError("A value of a sketch must be a number");
    if (!Number.isSafeInteger(weight) || weight < 1) {
      throw new RangeError("A weight must be a positive integer");
    }
    this.put(toBin(value), weight);
  }

  merge(other: QuantileSketch): void {
    // Looked at beforehand: a sketch that throws half-way would hold half of the other.
    if (this.total + other.total > maxCount) throw new RangeError("A sketch holds too much");
    for (let bin = 0; bin < bounds.length; bin++) {
      this.bins[bin] = (this.bins[bin] ?? 0) + (other.bins[bin] ?? 0);
    }
    this.total += other.total;
  }

  /**
   * The value of rank ⌈q · count⌉ (the least one for q = 0), within 1 % of the exact one; null when it holds none.
   * @param q from 0 to 1
   */
  quantile(q: number): number | null {
    if (!(q >= 0 && q <= 1)) throw new RangeError("A quantile is between 0 and 1");
    if (this.total === 0) return null;
    // 0.07 · 100 is 7.000000000000001, whose rank is 7.
    const rank = Math.max(1, Math.ceil(q * this.total * (1 - 1e-12)));
    let seen = 0;
    for (let bin = 0; bin < bounds.length; bin++) {
      seen += this.bins[bin] ?? 0;
      if (seen >= rank) return toValue(bin);
    }
    return toValue(bounds.length - 1);
  }

  /**
   * Version, number of bins in use, then for each its count and the gap before it: `2 · count + (gap > 0)`, and the
   * gap where there is one. A run of bins that hold less than 64 costs a byte each.
   */
  toBytes(): Uint8Array {
    const writer = new ByteWriter();
    writer.byte(version);
    writer.varint(this.bins.reduce((used, count) => used + (count > 0 ? 1 : 0), 0));
    let next = 0;
    for (let bin = 0; bin < bounds.length; bin++) {
      const count = this.bins[bin] ?? 0;
      if (count === 0) continue;
      writer.varint(2 * count + (bin > next ? 1 : 0));
      if (bin > next) writer.varint(bin - next);
      next = bin + 1;
    }
    return writer.toBytes();
  }

  /** The sketch again; throws a RangeError on an unknown version and on bytes that `toBytes` does not make. */
  static fromBytes(bytes: Uint8Array): QuantileSketch {
    const reader = new ByteReader(bytes);
    if (reader.byte() !== version) throw new RangeError("Unknown version of a quantile sketch");
    const sketch = new QuantileSketch();
    const used = reader.varint();
    if (used > bounds.length) throw new RangeError("A quantile sketch has too many bins");
    let bin = 0;
    for (let read = 0; read < used; read++) {
      const head = reader.varint();
      if (head % 2 === 1) {
        const gap = reader.varint();
        if (gap === 0) throw new RangeError("A gap of a quantile sketch is empty");
        bin += gap;
      }
      const count = Math.floor(head / 2);
      if (bin >= bounds.length || count === 0) throw new RangeError("A bin is not one");
      sketch.put(bin, count);
      bin += 1;
    }
    reader.end();
    return sketch;
  }

  private put(bin: number, weight: number): void {
    if (this.total + weight > maxCount) throw new RangeError("A sketch holds too much");
    this.bins[bin] = (this.bins[bin] ?? 0) + weight;
    this.total += weight;
  }
}

/** Twice this is still a safe integer, which the bytes need. */
const maxCount = (Number.MAX_SAFE_INTEGER - 1) / 2;

function toBounds(): Float64Array {
  const list = [rangeStart];
  // By multiplication alone, which every engine rounds the same way; logarithms are not that exact.
  for (let bound = rangeStart; bound < rangeEnd;) list.push((bound *= gamma));
  return Float64Array.from(list);
}

function boundOf(bin: number): number {
  return bounds[bin] ?? Infinity;
}

function toBin(value: number): number {
  if (value <= rangeStart) return 0;
  const last = bounds.length - 1;
  if (value >= rangeEnd) return last;
  let bin = Math.min(last, Math.max(1, Math.ceil(Math.log(value / rangeStart) / logGamma)));
  while (boundOf(bin) < value) bin += 1;
  while (boundOf(bin - 1) >= value) bin -= 1;
  return bin;
}

/** Where both ends of the bin are equally far away, relatively. */
function toValue(bin: number): number {
  return bin === 0 ? 0 : boundOf(bin) * (1 - relativeError);
}
