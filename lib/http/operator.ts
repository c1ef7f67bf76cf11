import type { Variables } from "../platform/env";
import { PlazaError } from "./problem";

/**
 * Whether a program calls with `Authorization: Bearer OPERATOR_TOKEN`. Without such a header: false, and a session
 * decides. Throws `not_signed_in` for a wrong token, and for any where none is configured.
 */
export async function isOperator(
  variables: Pick<Variables, "OPERATOR_TOKEN">,
  request: Pick<Request, "headers">,
): Promise<boolean> {
  const match = /^Bearer +(\S+) *$/i.exec(request.headers.get("authorization") ?? "");
  if (!match?.[1]) return false;
  const token = variables.OPERATOR_TOKEN;
  if (!token || !(await isSame(match[1], token))) throw new PlazaError("not_signed_in");
  return true;
}

/** Compares hashes to the last byte, so that the time taken tells neither the length nor the first wrong letter. */
async function isSame(a: string, b: string): Promise<boolean> {
  const [left, right] = await Promise.all([sha256(a), sha256(b)]);
  let difference = 0;
  for (const [index, byte] of left.entries()) difference |= byte ^ (right[index] ?? 256);
  return difference === 0;
}

async function sha256(text: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
}
