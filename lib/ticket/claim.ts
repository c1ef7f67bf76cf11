import { z } from "zod";
import { roomIdSchema, userIdSchema } from "../chat/schema";
import { PlazaError } from "../http/problem";

/** What a ticket says, signed with HMAC-SHA256 (RFC 2104) so that a forged one costs no storage call. */
const claimSchema = z.object({
  /** Names the ticket's record; single use is decided by it. */
  jti: z.string().regex(/^[A-Za-z0-9_-]{16,64}$/),
  userId: userIdSchema,
  /** The session it was issued to; it ends with it. */
  sid: z.string(),
  roomId: roomIdSchema,
  /** The origin it was issued to; a browser elsewhere cannot use it. */
  origin: z.string(),
  /** Milliseconds since the epoch. */
  exp: z.number().int(),
  /** The store failed when the ticket was written: there is no record to take, the object alone decides. */
  unrecorded: z.literal(true).optional(),
});
export type TicketClaim = z.infer<typeof claimSchema>;

/** Longer than any ticket we issue; what is longer is not looked at. */
const maxTicketCharacters = 1024;

/** `{claim}.{signature}`, both base64url, so that `ticket.{ticket}` is a valid subprotocol token. */
export async function signTicket(secret: string, claim: TicketClaim): Promise<string> {
  const payload = toBase64Url(new TextEncoder().encode(JSON.stringify(claim)));
  const signature = await crypto.subtle.sign("HMAC", await hmacKey(secret), textBytes(payload));
  return `${payload}.${toBase64Url(new Uint8Array(signature))}`;
}

/**
 * The claim of a ticket for `roomId` at `now` (ms). Throws `ticket_invalid` for anything that we did not sign for this
 * room, `ticket_expired` for what we did, but too long ago. Asks no storage. Any of `secrets` may have signed it: while
 * one is rotated, both count.
 */
export async function verifyTicket(
  secrets: readonly string[],
  ticket: string,
  roomId: string,
  now: number,
): Promise<TicketClaim> {
  const claim = await readSigned(secrets, ticket);
  if (!claim || claim.roomId !== roomId) throw new PlazaError("ticket_invalid");
  if (claim.exp <= now) throw new PlazaError("ticket_expired");
  return claim;
}

async function readSigned(secrets: readonly string[], ticket: string): Promise<TicketClaim | null> {
  if (ticket.length > maxTicketCharacters) return null;
  const [payload, signatureText, ...rest] = ticket.split(".");
  if (!payload || !signatureText || rest.length > 0) return null;
  const signature = fromBase64Url(signatureText);
  if (!signature) return null;
  if (!(await isSignedByAny(secrets, signature, payload))) return null;
  const bytes = fromBase64Url(payload);
  return bytes && parseClaim(new TextDecoder().decode(bytes));
}

async function isSignedByAny(
  secrets: readonly string[],
  signature: Uint8Array<ArrayBuffer>,
  payload: string,
): Promise<boolean> {
  for (const secret of secrets) {
    const key = await hmacKey(secret);
    // Web Crypto compares in constant time.
    if (await crypto.subtle.verify("HMAC", key, signature, textBytes(payload))) return true;
  }
  return false;
}

/** `null` for what another release signed in another shape. */
function parseClaim(text: string): TicketClaim | null {
  try {
    return claimSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

function hmacKey(secret: string): Promise<CryptoKey> {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  return crypto.subtle.importKey("raw", textBytes(secret), algorithm, false, ["sign", "verify"]);
}

function textBytes(text: string) {
  return new TextEncoder().encode(text);
}

function toBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[A-Za-z0-9_-]+$/.test(text)) return null;
  try {
    const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    return Uint8Array.from(binary, (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}
