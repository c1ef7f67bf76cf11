import { env } from "cloudflare:workers";
import { inject, vi } from "vitest";
import type { Person } from "../../../lib/auth/schema";
import { toBase64Url } from "../../../lib/notify/base64url";
import { pushPayloadSchema, type PushPayload } from "../../../lib/notify/schema";
import { newId, sha256Hex } from "../../../lib/platform/id";
import { testDeps } from "./deps";
import type { PushPlan, ReceivedPush } from "./push-receiver";

/** Keys of an installation, made for these tests. */
const vapid = {
  VAPID_PUBLIC_KEY:
    "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8",
  VAPID_PRIVATE_KEY: "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw",
  VAPID_SUBJECT: "mailto:tests@example.org",
};
export const pushEnv = { ...env, ...vapid };

/** Deps of an installation that sends pushes, at a moment. */
export function pushDeps(now: number | (() => number) = Date.now) {
  return testDeps({ variables: vapid, now: typeof now === "number" ? () => now : now });
}

const serviceOrigin = "https://push.example.net";

/** `fetch` of a world in which the push service is the receiver beside the tests. Anything else fails the call. */
export const worldWithPushService = (
  input: Parameters<typeof fetch>[0],
  init?: RequestInit,
  real: typeof fetch = fetch,
): Promise<Response> => {
  const url = typeof input === "string" ? input : input instanceof URL ? input.href : input.url;
  if (!url.startsWith(`${serviceOrigin}/`)) throw new Error(`Nobody may call ${url}`);
  return real(url.replace(serviceOrigin, inject("testPushService").url), init);
};

/** Empties the receiver, and plans its next answers. */
export async function planAnswers(...answers: PushPlan["answers"]): Promise<void> {
  const body = JSON.stringify({ answers } satisfies PushPlan);
  await fetch(inject("testPushService").controlUrl, { method: "PUT", body });
}

export async function listReceived(): Promise<ReceivedPush[]> {
  return (await fetch(inject("testPushService").controlUrl)).json();
}

/** A browser with its keys, which reads what was sent to it. */
export type TestBrowser = {
  id: string;
  endpoint: string;
  keys: { p256dh: string; auth: string };
  /** What it was sent, in order. */
  read: () => Promise<PushPayload[]>;
};

/** A browser as `PushManager.subscribe` leaves it; nobody knows it yet. */
export async function newBrowser(): Promise<TestBrowser> {
  const pair = await crypto.subtle.generateKey({ name: "ECDH", namedCurve: "P-256" }, true, [
    "deriveBits",
  ]);
  if (!("publicKey" in pair)) throw new Error("A key pair was asked for");
  const point = new Uint8Array(
    (await crypto.subtle.exportKey("raw", pair.publicKey)) as ArrayBuffer,
  );
  const secret = crypto.getRandomValues(new Uint8Array(16));
  const id = newId(16);
  const read = async () => {
    const mine = (await listReceived()).filter(({ path }) => path === `/${id}`);
    return Promise.all(
      mine.map(async ({ body }) => {
        const bytes = Uint8Array.from(atob(body), (character) => character.charCodeAt(0));
        return pushPayloadSchema.parse(JSON.parse(await decrypt(bytes, pair, point, secret)));
      }),
    );
  };
  const keys = { p256dh: toBase64Url(point), auth: toBase64Url(secret) };
  return { id, endpoint: `${serviceOrigin}/${id}`, keys, read };
}

/** A browser that somebody's living session has subscribed, past every rule. */
export async function addBrowser(
  person: Pick<Person, "id" | "sid">,
  { locale = "en" }: { locale?: string } = {},
): Promise<TestBrowser> {
  const browser = await newBrowser();
  const { endpoint, keys } = browser;
  await env.DB.batch([
    env.DB.prepare(
      `INSERT OR IGNORE INTO sessions (sid, user_id, created_at, last_seen_at, expires_at)
       VALUES (?, ?, 1, 1, 9e15)`,
    ).bind(person.sid, person.id),
    env.DB.prepare(
      `INSERT INTO push_subscriptions (id, user_id, sid, endpoint_hash, endpoint, p256dh, auth, locale, created_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1)`,
    ).bind(
      ...[browser.id, person.id, person.sid, await sha256Hex(endpoint), endpoint],
      ...[keys.p256dh, keys.auth, locale],
    ),
  ]);
  return browser;
}

/** The receiving side of RFC 8291, written for itself. */
async function decrypt(
  bytes: Uint8Array<ArrayBuffer>,
  pair: CryptoKeyPair,
  point: Uint8Array<ArrayBuffer>,
  secret: Uint8Array<ArrayBuffer>,
): Promise<string> {
  const salt = bytes.slice(0, 16);
  const sender = bytes.slice(21, 21 + (bytes[20] ?? 0));
  const sealed = bytes.slice(21 + sender.byteLength);
  const agreement = {
    name: "ECDH",
    public: await crypto.subtle.importKey(
      "raw",
      sender,
      { name: "ECDH", namedCurve: "P-256" },
      false,
      [],
    ),
  };
  const shared = new Uint8Array(await crypto.subtle.deriveBits(agreement, pair.privateKey, 256));
  const input = await derive(secret, shared, [text("WebPush: info\0"), point, sender], 32);
  const key = await derive(salt, input, [text("Content-Encoding: aes128gcm\0")], 16);
  const iv = await derive(salt, input, [text("Content-Encoding: nonce\0")], 12);
  const aes = await crypto.subtle.importKey("raw", key, "AES-GCM", false, ["decrypt"]);
  const plain = new Uint8Array(await crypto.subtle.decrypt({ name: "AES-GCM", iv }, aes, sealed));
  if (plain.at(-1) !== 2) throw new Error("The last record has no end");
  return new TextDecoder().decode(plain.slice(0, -1));
}

/** HKDF by HMAC: extract, then the first block of expand. */
async function derive(
  salt: Uint8Array<ArrayBuffer>,
  input: Uint8Array<ArrayBuffer>,
  info: Uint8Array[],
  length: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const extracted = await hmac(salt, input);
  const wanted = info.flatMap((part) => [...part]);
  return (await hmac(extracted, Uint8Array.from([...wanted, 1]))).slice(0, length);
}

async function hmac(key: Uint8Array<ArrayBuffer>, data: Uint8Array<ArrayBuffer>) {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const imported = await crypto.subtle.importKey("raw", key, algorithm, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", imported, data));
}

const text = (words: string) => new Uint8Array(new TextEncoder().encode(words));

/** What is owed in a room, by message and browser. */
export async function listOwed(roomId: string) {
  const { results } = await env.DB.prepare(
    `SELECT user_id AS userId, seq, reason, attempts, next_at AS nextAt FROM owed_pushes
     WHERE room_id = ? ORDER BY seq, user_id, subscription_id`,
  )
    .bind(roomId)
    .all<{ userId: string; seq: number; reason: string; attempts: number; nextAt: number }>();
  return results;
}

/** Nothing owed, a receiver that has heard nothing, and a quiet log. */
export async function beginPushes(): Promise<void> {
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  await env.DB.prepare("DELETE FROM owed_pushes").run();
  await planAnswers();
}

/** The world as a worker meets it when nobody hands it another one: calls of the push service go to the receiver. */
export function stubPushService(): void {
  const real = fetch;
  const stub: typeof fetch = (input, init) =>
    String(input).startsWith(`${serviceOrigin}/`)
      ? worldWithPushService(input, init, real)
      : real(input, init);
  vi.stubGlobal("fetch", stub);
}
