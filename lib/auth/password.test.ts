import { scrypt } from "@noble/hashes/scrypt.js";
import { describe, expect, it } from "vitest";
import { hashPassword, verifyPassword } from "./password";

const stored = hashPassword("correct horse battery");

function hashedWith(N: number, password: string): string {
  const salt = new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8]);
  const hash = scrypt(new TextEncoder().encode(password), salt, { N, r: 8, p: 1, dkLen: 32 });
  const text = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes));
  return `scrypt$${N}$8$1$${text(salt)}$${text(hash)}`;
}

describe("passwords", () => {
  it("are kept as scrypt with N=16384, r=8, p=5, a salt of 16 and a hash of 32 bytes", () => {
    expect(stored).toMatch(/^scrypt\$16384\$8\$5\$[A-Za-z0-9+/]{22}==\$[A-Za-z0-9+/]{43}=$/);
  });

  it("match only themselves", () => {
    expect(verifyPassword("correct horse battery", stored)).toEqual({
      matches: true,
      rehash: false,
    });
    expect(verifyPassword("correct horse batterz", stored)).toEqual({
      matches: false,
      rehash: false,
    });
  });

  it("are never the same twice", () => {
    expect(hashPassword("correct horse battery")).not.toBe(stored);
  });

  it("hashed with older parameters match and ask for a new hash", () => {
    const old = hashedWith(2 ** 10, "from long ago");
    expect(verifyPassword("from long ago", old)).toEqual({ matches: true, rehash: true });
    expect(verifyPassword("not from long ago", old)).toEqual({ matches: false, rehash: false });
  });

  it("never match where none is stored, or where what is stored is damaged", () => {
    for (const damaged of [
      null,
      "",
      "scrypt$1$2$3",
      "scrypt$1073741824$8$1$AAAA$AAAAAAAAAAAAAAAAAAAAAAAA",
    ]) {
      expect(verifyPassword("anything at all", damaged).matches).toBe(false);
    }
  });
});
