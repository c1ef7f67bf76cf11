import { z } from "zod";
import { userIdSchema } from "../chat/schema";

/**
 * How the site's entry hands a redeemed ticket to the room's object. The object trusts these headers because it can be
 * reached through its binding only, and because the entry builds the request anew: nothing a client sent under
 * `x-plaza-` survives, and neither cookies nor the ticket travel further.
 */

/** The subprotocol that both sides speak. */
export const socketProtocol = "plaza.v1";

const header = "x-plaza-socket";

const socketRequestSchema = z.object({
  userId: userIdSchema,
  /** The session that the socket ends with. */
  sid: z.string(),
  /** When that is to end by time (ms); null: never. */
  endsAt: z.number().nullable().default(null),
  name: z.string(),
  image: z.string().nullable(),
  /** Must be recorded by the object before it accepts: a second arrival is `ticket_used`. */
  jti: z.string().min(1).max(64),
  /** Of the ticket, in ms since the epoch; the record may be forgotten after it. */
  expiresAt: z.number(),
});
export type SocketRequest = z.infer<typeof socketRequestSchema>;

/** The upgrade request for the object: who opens the socket, and the subprotocol when the client offered it. */
export function writeSocketRequest(original: Request, socket: SocketRequest): Request {
  const headers = new Headers({ upgrade: "websocket" });
  for (const name of ["sec-websocket-key", "sec-websocket-version", "sec-websocket-extensions"]) {
    const value = original.headers.get(name);
    if (value !== null) headers.set(name, value);
  }
  if (offeredProtocols(original).includes(socketProtocol)) {
    headers.set("sec-websocket-protocol", socketProtocol);
  }
  // Header values are bytes; names are any text.
  headers.set(header, encodeURIComponent(JSON.stringify(socket)));
  const url = new URL(original.url);
  url.search = "";
  return new Request(url, { headers });
}

/** What `writeSocketRequest` wrote; `null` when the request does not come from the entry. */
export function readSocketRequest(request: Request): SocketRequest | null {
  const text = request.headers.get(header);
  if (text === null) return null;
  try {
    return socketRequestSchema.parse(JSON.parse(decodeURIComponent(text)));
  } catch {
    return null;
  }
}

/** The entries of `Sec-WebSocket-Protocol`. */
export function offeredProtocols(request: Request): string[] {
  const header = request.headers.get("sec-websocket-protocol") ?? "";
  return header
    .split(",")
    .map((entry) => entry.trim())
    .filter(Boolean);
}
