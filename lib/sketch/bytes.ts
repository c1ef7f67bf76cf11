/**
 * Unsigned LEB128 numbers one after the other, up to 2^53 − 1. Every number has exactly one form, so that equal contents
 * are equal bytes.
 */
export class ByteWriter {
  private bytes: Uint8Array;
  private length = 0;

  constructor(capacity = 256) {
    this.bytes = new Uint8Array(capacity);
  }

  get size(): number {
    return this.length;
  }

  byte(value: number): void {
    if (this.length === this.bytes.length) {
      const larger = new Uint8Array(this.bytes.length * 2);
      larger.set(this.bytes);
      this.bytes = larger;
    }
    this.bytes[this.length++] = value;
  }

  varint(value: number): void {
    // Beyond 32 bits only division is exact.
    while (value >= 0x80) {
      this.byte((value % 0x80) | 0x80);
      value = Math.floor(value / 0x80);
    }
    this.byte(value);
  }

  toBytes(): Uint8Array {
    return this.bytes.slice(0, this.length);
  }
}

/** Reads what `ByteWriter` wrote; throws a RangeError on anything that it cannot have written. */
export class ByteReader {
  private at = 0;

  constructor(private readonly bytes: Uint8Array) {}

  byte(): number {
    const value = this.bytes[this.at];
    if (value === undefined) throw new RangeError("Sketch bytes end too early");
    this.at += 1;
    return value;
  }

  varint(): number {
    let value = 0;
    for (let factor = 1; ; factor *= 0x80) {
      const part = this.byte();
      value += (part & 0x7f) * factor;
      if (value > Number.MAX_SAFE_INTEGER)
        throw new RangeError("A number in a sketch is too large");
      if (part < 0x80) {
        if (part === 0 && factor > 1) throw new RangeError("A number in a sketch is over-long");
        return value;
      }
    }
  }

  /** Throws unless everything has been read. */
  end(): void {
    if (this.at !== this.bytes.length) throw new RangeError("Sketch bytes go on after their end");
  }
}
