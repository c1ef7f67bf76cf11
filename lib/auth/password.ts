import { scrypt } from "@noble/hashes/scrypt.js";

/**
 * scrypt at one of OWASP's equivalent settings: this one needs 16 MB, which fits a 128 MB Worker.
 * https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html#scrypt
 */
const current = { N: 2 ** 14, r: 8, p: 5 };
const keyBytes = 32;
/** Stored parameters beyond this are damaged, and would only serve to exhaust the isolate. */
const maxMemoryBytes = 64 * 1024 * 1024;

/** Hashes a new password as `scrypt$N$r$p$salt$hash` (base64). */
export function hashPassword(password: string): string {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  return encode(current, salt, derive(password, salt, current, keyBytes));
}

/**
 * Compares in constant time. Without a stored hash it takes the same time and answers false, so that the time
 * does not tell which addresses exist. `rehash`: it fits, but was hashed with older parameters.
 */
export function verifyPassword(
  password: string,
  stored: string | null,
): { matches: boolean; rehash: boolean } {
  const known = stored === null ? null : decode(stored);
  const { cost, salt, hash } = known ?? absent;
  const derived = derive(password, salt, cost, hash.length);
  let difference = 0;
  derived.forEach((byte, index) => (difference |= byte ^ (hash[index] ?? 0)));
  const matches = known !== null && difference === 0;
  const isCurrent = cost.N === current.N && cost.r === current.r && cost.p === current.p;
  return { matches, rehash: matches && !isCurrent };
}

type Cost = typeof current;
type Stored = { cost: Cost; salt: Uint8Array; hash: Uint8Array };

const absent: Stored = {
  cost: current,
  salt: new Uint8Array(16),
  hash: new Uint8Array(keyBytes),
};

/** Not the asynchronous variant: many sign-ins at once would each hold 16 MB while they take turns. */
function derive(password: string, salt: Uint8Array, cost: Cost, dkLen: number): Uint8Array {
  return scrypt(new TextEncoder().encode(password), salt, { ...cost, dkLen });
}

function encode({ N, r, p }: Cost, salt: Uint8Array, hash: Uint8Array): string {
  const [saltText, hashText] = [salt, hash].map((bytes) => btoa(String.fromCharCode(...bytes)));
  return `scrypt$${N}$${r}$${p}$${saltText}$${hashText}`;
}

function decode(stored: string): Stored | null {
  const match = /^scrypt\$(\d+)\$(\d+)\$(\d+)\$([A-Za-z0-9+/=]+)\$([A-Za-z0-9+/=]+)$/.exec(stored);
  if (!match) return null;
  const [N = 0, r = 0, p = 0] = match.slice(1, 4).map(Number);
  const [salt, hash] = match.slice(4).map(fromBase64);
  if (!salt || !hash || hash.length < 16 || 128 * N * r > maxMemoryBytes || p > 16) return null;
  return { cost: { N, r, p }, salt, hash };
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
