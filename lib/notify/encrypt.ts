import { fromBase64Url, toBase64Url } from "./base64url";

/** Message encryption for Web Push (RFC 8291) in one record of `aes128gcm` (RFC 8188). */

/** What a browser gave us when it subscribed, both base64url: its P-256 point (65 bytes) and its secret (16 bytes). */
export type BrowserKeys = { p256dh: string; auth: string };

/** Of the sender, for one message only; tests give those of the RFC. */
export type MessageSecrets = { salt: Uint8Array<ArrayBuffer>; keys: CryptoKeyPair };

const curve = { name: "ECDH", namedCurve: "P-256" };
const recordSize = 4096;
/** What a push service must take (RFC 8030 §7.2), less header, delimiter and tag. */
const maxPlainBytes = 3900;

/** Its own copy: types of workers and pages disagree about what an encoder gives out. */
const utf8 = (text: string) => new Uint8Array(new TextEncoder().encode(text));

/**
 * The body of a push request. Throws for keys that are none (see `isBrowserKeys`) and texts over `maxPlainBytes`.
 * Layout: salt (16) · record size (4) · key length (1) · the sender's public key (65) · ciphertext with tag.
 */
export async function encryptPush(
  text: string,
  browser: BrowserKeys,
  secrets?: MessageSecrets,
): Promise<Uint8Array<ArrayBuffer>> {
  const plain = utf8(text);
  if (plain.byteLength > maxPlainBytes) throw new Error("The text does not fit into a push");
  const { salt, keys } = secrets ?? (await newMessageSecrets());
  const [browserPublic, authSecret] = [toBytes(browser.p256dh), toBytes(browser.auth)];
  const senderPublic = await exportPoint(keys.publicKey);
  // Not written in place: the types of workers have `$public` there, their runtime `public`.
  const agreement = { name: "ECDH", public: await importPoint(browserPublic) };
  const shared = await crypto.subtle.deriveBits(agreement, keys.privateKey, 256);
  const keyInfo = concat(utf8("WebPush: info\0"), browserPublic, senderPublic);
  const input = await hkdf(authSecret, shared, keyInfo, 32);
  const key = await hkdf(salt, input, utf8("Content-Encoding: aes128gcm\0"), 16);
  const nonce = await hkdf(salt, input, utf8("Content-Encoding: nonce\0"), 12);
  const aes = await crypto.subtle.importKey("raw", key, "AES-GCM", false, ["encrypt"]);
  // 2 marks the end of the last record (RFC 8188 §2).
  const padded = concat(plain, Uint8Array.of(2));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonce }, aes, padded);
  const size = new Uint8Array(4);
  new DataView(size.buffer).setUint32(0, recordSize);
  const header = concat(salt, size, Uint8Array.of(senderPublic.byteLength), senderPublic);
  return concat(header, new Uint8Array(sealed));
}

/** Whether these are keys that a message can be encrypted for: a point of the curve, a secret of 16 bytes. */
export async function isBrowserKeys({ p256dh, auth }: BrowserKeys): Promise<boolean> {
  const point = fromBase64Url(p256dh);
  if (point?.byteLength !== 65 || fromBase64Url(auth)?.byteLength !== 16) return false;
  return importPoint(point).then(
    () => true,
    () => false,
  );
}

/** A P-256 key pair from its base64url forms: the raw point, and the private number (32 bytes). */
export async function importKeyPair(
  algorithm: { name: "ECDH" | "ECDSA"; namedCurve: "P-256" },
  publicKey: string,
  privateKey: string,
): Promise<CryptoKeyPair> {
  const point = toBytes(publicKey);
  const [x, y] = [toBase64Url(point.slice(1, 33)), toBase64Url(point.slice(33, 65))];
  const jwk = { kty: "EC", crv: "P-256", x, y };
  const signs = algorithm.name === "ECDSA";
  const { subtle } = crypto;
  return {
    publicKey: await subtle.importKey("jwk", jwk, algorithm, true, signs ? ["verify"] : []),
    privateKey: await subtle.importKey("jwk", { ...jwk, d: privateKey }, algorithm, false, [
      signs ? "sign" : "deriveBits",
    ]),
  };
}

async function newMessageSecrets(): Promise<MessageSecrets> {
  const keys = await crypto.subtle.generateKey(curve, false, ["deriveBits"]);
  if (!("publicKey" in keys)) throw new Error("A key pair was asked for");
  return { salt: crypto.getRandomValues(new Uint8Array(16)), keys };
}

function importPoint(point: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", point, curve, false, []);
}

async function exportPoint(key: CryptoKey): Promise<Uint8Array<ArrayBuffer>> {
  const raw = await crypto.subtle.exportKey("raw", key);
  if (!(raw instanceof ArrayBuffer)) throw new Error("A raw key is bytes");
  return new Uint8Array(raw);
}

/** Both steps of HKDF with SHA-256 (RFC 5869). */
async function hkdf(
  salt: Uint8Array<ArrayBuffer>,
  input: BufferSource,
  info: Uint8Array<ArrayBuffer>,
  bytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const key = await crypto.subtle.importKey("raw", input, "HKDF", false, ["deriveBits"]);
  const algorithm = { name: "HKDF", hash: "SHA-256", salt, info };
  return new Uint8Array(await crypto.subtle.deriveBits(algorithm, key, bytes * 8));
}

function toBytes(text: string): Uint8Array<ArrayBuffer> {
  const bytes = fromBase64Url(text);
  if (!bytes) throw new Error("A key is not base64url");
  return bytes;
}

function concat(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  return whole;
}
