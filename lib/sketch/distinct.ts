import { ByteReader, ByteWriter } from "./bytes";

const version = 1;
const sparse = 0;
const dense = 1;

/** 2^12 registers: a standard error of 1.04 / √4096 = 1.6 %. */
const precision = 12;
const registerCount = 1 << precision;
/** Bits of the hash behind the register's number; a register holds 1 to 53, or 0 when it is empty. */
const tailBits = 64 - precision;
const maxRank = tailBits + 1;
const denseSize = 2 + (registerCount * 6) / 8;

/**
 * How many different hashes were added, by HyperLogLog (Flajolet and others 2007) with the improved estimator of Otmar
 * Ertl ("New cardinality estimation algorithms for HyperLogLog sketches", 2017, algorithm 6). Adding or merging again
 * changes nothing; equal contents are equal bytes.
 */
export class DistinctSketch {
  private readonly registers = new Uint8Array(registerCount);

  /** Takes 64 well-mixed bits as 16 hex digits in lower case, such as the start of a SHA-256. */
  add(hash: string): void {
    if (!/^[0-9a-f]{16}$/.test(hash)) throw new RangeError("A hash has 16 hex digits");
    const head = parseInt(hash.slice(0, 8), 16);
    const register = head >>> (32 - precision);
    this.raise(register, toRank(head & 0xfffff, parseInt(hash.slice(8), 16)));
  }

  merge(other: DistinctSketch): void {
    for (let register = 0; register < registerCount; register++) {
      this.raise(register, other.registers[register] ?? 0);
    }
  }

  /** The number of different hashes, a whole one; RMSE at most 2 %. */
  estimate(): number {
    const tally = new Float64Array(maxRank + 1);
    for (const rank of this.registers) tally[rank] = (tally[rank] ?? 0) + 1;
    const share = (rank: number) => (tally[rank] ?? 0) / registerCount;
    let z = registerCount * tau(1 - share(maxRank));
    for (let rank = tailBits; rank >= 1; rank--) z = 0.5 * (z + (tally[rank] ?? 0));
    z += registerCount * sigma(share(0));
    const estimate = Math.round((registerCount * registerCount) / (2 * Math.LN2 * z));
    // Infinite when every register is full, which no hash function brings about.
    return Math.min(estimate, Number.MAX_SAFE_INTEGER);
  }

  /**
   * Version and form. Sparse: the number of registers in use, then for each `64 · gap + rank`. Dense: all registers, six
   * bits each, most significant first. Whichever is shorter.
   */
  toBytes(): Uint8Array {
    const writer = new ByteWriter();
    writer.byte(version);
    writer.byte(sparse);
    writer.varint(this.registers.reduce((used, rank) => used + (rank > 0 ? 1 : 0), 0));
    let next = 0;
    for (let register = 0; register < registerCount; register++) {
      const rank = this.registers[register] ?? 0;
      if (rank === 0) continue;
      writer.varint(64 * (register - next) + rank);
      next = register + 1;
      if (writer.size >= denseSize) return this.toDenseBytes();
    }
    return writer.toBytes();
  }

  /** The sketch again; throws a RangeError on an unknown version and on bytes that `toBytes` does not make. */
  static fromBytes(bytes: Uint8Array): DistinctSketch {
    const reader = new ByteReader(bytes);
    if (reader.byte() !== version) throw new RangeError("Unknown version of a distinct sketch");
    const form = reader.byte();
    if (form !== sparse && form !== dense)
      throw new RangeError("Unknown form of a distinct sketch");
    const sketch = new DistinctSketch();
    if (form === sparse) sketch.readSparse(reader);
    else sketch.readDense(reader);
    reader.end();
    return sketch;
  }

  private raise(register: number, rank: number): void {
    if (rank > (this.registers[register] ?? 0)) this.registers[register] = rank;
  }

  private readSparse(reader: ByteReader): void {
    const used = reader.varint();
    if (used > registerCount) throw new RangeError("A distinct sketch has too many registers");
    let register = 0;
    for (let read = 0; read < used; read++) {
      const entry = reader.varint();
      const rank = entry % 64;
      register += Math.floor(entry / 64);
      if (register >= registerCount || rank === 0 || rank > maxRank) {
        throw new RangeError("A register is not one");
      }
      this.registers[register] = rank;
      register += 1;
    }
  }

  private readDense(reader: ByteReader): void {
    for (let register = 0; register < registerCount; register += 4) {
      const four = (reader.byte() << 16) | (reader.byte() << 8) | reader.byte();
      for (let at = 0; at < 4; at++) {
        const rank = (four >> (18 - 6 * at)) & 63;
        if (rank > maxRank) throw new RangeError("A register is not one");
        this.registers[register + at] = rank;
      }
    }
  }

  private toDenseBytes(): Uint8Array {
    const writer = new ByteWriter(denseSize);
    writer.byte(version);
    writer.byte(dense);
    for (let register = 0; register < registerCount; register += 4) {
      let four = 0;
      for (let at = 0; at < 4; at++) four = (four << 6) | (this.registers[register + at] ?? 0);
      writer.byte(four >> 16);
      writer.byte((four >> 8) & 0xff);
      writer.byte(four & 0xff);
    }
    return writer.toBytes();
  }
}

/** Leading zeros of the 52-bit tail, and one. */
function toRank(high20: number, low32: number): number {
  if (high20 !== 0) return Math.clz32(high20) - 12 + 1;
  return 20 + Math.clz32(low32) + 1;
}

/** x + Σ x^(2^k) · 2^(k − 1), for registers that are empty; infinite when all are. */
function sigma(x: number): number {
  if (x === 1) return Infinity;
  let sum = x;
  // x < 1 − 2^-12: x^(2^k) falls beneath every float before the 24th step.
  for (let factor = 1, step = 0; step < 64; step++) {
    x *= x;
    const before = sum;
    sum += x * factor;
    factor += factor;
    if (sum === before) break;
  }
  return sum;
}

/** (1 − x − Σ (1 − x^(2^-k))² · 2^-k) / 3, for registers that are full. */
function tau(x: number): number {
  if (x === 0 || x === 1) return 0;
  let rest = 1 - x;
  for (let factor = 1, step = 0; step < 64; step++) {
    x = Math.sqrt(x);
    const before = rest;
    factor *= 0.5;
    rest -= (1 - x) * (1 - x) * factor;
    if (rest === before) break;
  }
  return rest / 3;
}
