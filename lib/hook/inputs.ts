import { z } from "zod";
import { invalidField, PlazaError } from "../http/problem";
import { parseInput, readBytes } from "../http/read-body";
import { newId, sha256Hex } from "../platform/id";
import { hookLimits, hookPostSchema } from "./schema";

const maxBodyBytes = 64 * 1024;

/** What a program sends to a hook. `clientId` is the same for the same `Idempotency-Key`. */
export type HookPost = { text: string; clientId: string };

/**
 * Reads a call of a hook: JSON `{text}` (Slack's form is the same), `text/plain`, or a form with the field `payload` as
 * older senders for Slack make it. Throws `payload_too_large`, `invalid_json`, `invalid_input` naming the field.
 */
export async function readHookPost(request: Request): Promise<HookPost> {
  const clientId = await toClientId(request.headers.get("idempotency-key"));
  const body = decode(await readBytes(request, maxBodyBytes));
  const type = request.headers.get("content-type")?.toLowerCase() ?? "";
  const { text } = parseInput(hookPostSchema, toPost(type, body));
  return { text, clientId };
}

/** curl names a form whatever it is given, so that JSON is known by its first letter there. */
function toPost(type: string, body: string): unknown {
  if (type.startsWith("text/plain")) return { text: body };
  const isForm = type.startsWith("application/x-www-form-urlencoded");
  if (!isForm || body.trimStart().startsWith("{")) return parseJson(body);
  const form = new URLSearchParams(body);
  const payload = form.get("payload");
  return payload === null ? { text: form.get("text") ?? undefined } : parseJson(payload);
}

const keySchema = z.string().min(1).max(hookLimits.keyCharacters);

async function toClientId(key: string | null): Promise<string> {
  if (key === null) return newId(20);
  if (!keySchema.safeParse(key).success) {
    const message = `Needs 1 to ${hookLimits.keyCharacters} characters`;
    throw invalidField("Idempotency-Key", message);
  }
  return `key-${(await sha256Hex(key)).slice(0, 40)}`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new PlazaError("invalid_json", { cause });
  }
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch (cause) {
    throw new PlazaError("invalid_json", { detail: "The body is not UTF-8", cause });
  }
}
