import { PlazaError, toProblem } from "../../lib/http/problem";
import { parseInput } from "../../lib/http/read-body";
import {
  clientFrameSchema,
  clientIdSchema,
  type ClientFrame,
  type ServerFrame,
} from "../../lib/chat/schema";

/** Characters; a post of 4,000 is far below. */
const maxFrameCharacters = 64 * 1024;

/** What a client sent: a frame, a post that can be answered but not taken, or nothing that makes sense. */
export type ReadFrame =
  | { kind: "frame"; frame: ClientFrame }
  | { kind: "refused"; answer: ServerFrame }
  | { kind: "malformed"; detail: string };

export function readFrame(data: string | ArrayBuffer): ReadFrame {
  if (typeof data !== "string") return { kind: "malformed", detail: "Frames are text" };
  if (data.length > maxFrameCharacters) {
    return { kind: "malformed", detail: "The frame is too large" };
  }
  const value = parseJson(data);
  const result = clientFrameSchema.safeParse(value);
  if (result.success) return { kind: "frame", frame: result.data };
  const clientId = findClientId(value);
  if (clientId === null) return { kind: "malformed", detail: "The frame is not understood" };
  return { kind: "refused", answer: toNack(clientId, inputError(value)) };
}

/** The answer to a post that was not taken. */
export function toNack(clientId: string, error: unknown): ServerFrame {
  const seconds = error instanceof PlazaError ? error.options.retryAfterSeconds : undefined;
  const problem = toProblem(error);
  return {
    type: "nack",
    clientId,
    problem: seconds === undefined ? problem : { ...problem, retryAfterSeconds: seconds },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whoever sends a post under a usable clientId shall learn what is wrong with it. */
function findClientId(value: unknown): string | null {
  if (typeof value !== "object" || value === null) return null;
  if (!("type" in value) || value.type !== "post" || !("clientId" in value)) return null;
  const clientId = clientIdSchema.safeParse(value.clientId);
  return clientId.success ? clientId.data : null;
}

function inputError(value: unknown): unknown {
  try {
    return parseInput(clientFrameSchema, value);
  } catch (error) {
    return error;
  }
}
