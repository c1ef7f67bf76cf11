import { toBase64Url } from "./base64url";
import { importKeyPair } from "./encrypt";

/** By which push services know this installation (RFC 8292). Keys as `web-push generate-vapid-keys` writes them. */
export type VapidKeys = { publicKey: string; privateKey: string; subject: string | undefined };

/** Push services refuse more than 24 h ahead (§2). */
const lifeSeconds = 12 * 60 * 60;

/** The keys of the environment; null where this installation has none, and so sends no pushes. */
export function findVapidKeys(variables: {
  VAPID_PUBLIC_KEY?: string | undefined;
  VAPID_PRIVATE_KEY?: string | undefined;
  VAPID_SUBJECT?: string | undefined;
}): VapidKeys | null {
  const { VAPID_PUBLIC_KEY: publicKey, VAPID_PRIVATE_KEY: privateKey } = variables;
  if (!publicKey || !privateKey) return null;
  return { publicKey, privateKey, subject: variables.VAPID_SUBJECT };
}

/**
 * The `Authorization` header of a request to the push service at `endpoint`.
 * @param now ms since the epoch
 */
export async function toVapidHeader(
  { publicKey, privateKey, subject }: VapidKeys,
  endpoint: string,
  now: number,
): Promise<string> {
  const claims = {
    aud: new URL(endpoint).origin,
    exp: Math.floor(now / 1000) + lifeSeconds,
    ...(subject === undefined ? {} : { sub: subject }),
  };
  const unsigned = `${toPart({ typ: "JWT", alg: "ES256" })}.${toPart(claims)}`;
  const algorithm = { name: "ECDSA", namedCurve: "P-256" } as const;
  const keys = await importKeyPair(algorithm, publicKey, privateKey);
  const signature = await crypto.subtle.sign(
    { name: "ECDSA", hash: "SHA-256" },
    keys.privateKey,
    new TextEncoder().encode(unsigned),
  );
  return `vapid t=${unsigned}.${toBase64Url(new Uint8Array(signature))}, k=${publicKey}`;
}

function toPart(value: object): string {
  return toBase64Url(new TextEncoder().encode(JSON.stringify(value)));
}
