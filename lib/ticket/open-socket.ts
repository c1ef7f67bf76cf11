import { roomIdSchema } from "../chat/schema";
import { isOwnOrigin } from "../http/origin";
import { PlazaError, toProblem, toProblemResponse } from "../http/problem";
import type { Deps } from "../platform/deps";
import { log } from "../platform/log";
import { chooseTicketStore } from "./choose-store";
import { closeIfRemoved, redeemTicket } from "./service";
import { offeredProtocols, writeSocketRequest } from "./socket-request";
import { within } from "../platform/within";

const objectTimeoutMs = 5000;

/**
 * Answers `GET /api/chat/rooms/{roomId}/ws`: redeems the ticket and hands the connection to the room's object.
 * 101 with the socket, or a problem; never throws. Called by the site's entry, because a Next route cannot answer 101.
 */
export async function openSocket(deps: Deps, request: Request, roomId: string): Promise<Response> {
  if (!roomIdSchema.safeParse(roomId).success) {
    return toProblemResponse(new PlazaError("not_found"));
  }
  if (request.headers.get("upgrade")?.toLowerCase() !== "websocket") {
    const response = toProblemResponse(new PlazaError("upgrade_required"));
    response.headers.set("upgrade", "websocket");
    return response;
  }
  const store = chooseTicketStore(deps, roomId).kind;
  try {
    const response = await redeemAndForward(deps, request, roomId);
    deps.counters.count("ticket.redeemed", { store });
    deps.counters.count("socket.opened");
    return response;
  } catch (error) {
    const { code, status } = toProblem(error);
    deps.counters.count("ticket.refused", { store, reason: code });
    if (status >= 500) log("error", "socket.failed", { roomId }, error);
    return toProblemResponse(error);
  }
}

async function redeemAndForward(deps: Deps, request: Request, roomId: string): Promise<Response> {
  const origin = request.headers.get("origin");
  if (origin !== null && !isOwnOrigin(origin, request.url, deps.variables.ALLOWED_ORIGINS)) {
    throw new PlazaError("origin_refused");
  }
  const ticket = findTicket(request);
  if (!ticket) throw new PlazaError("ticket_invalid");
  const socket = await redeemTicket(deps, { ticket, roomId, origin });
  const response = await askObject(deps, writeSocketRequest(request, socket), roomId);
  if (response.status === 101) {
    deps.waitUntil(closeIfRemoved(deps, roomId, socket).catch(logFailedCheck));
    return response;
  }
  if (response.status === 401) throw new PlazaError("ticket_used");
  const cause = new Error(`The room's object answered ${response.status}`);
  throw new PlazaError("unavailable", { cause });
}

async function askObject(deps: Deps, request: Request, roomId: string): Promise<Response> {
  try {
    return await within(objectTimeoutMs, "the room's object", deps.room(roomId).fetch(request));
  } catch (cause) {
    throw new PlazaError("unavailable", { cause });
  }
}

function logFailedCheck(error: unknown): void {
  log("warn", "socket.check_failed", {}, error);
}

/** From the subprotocols, or from the query for clients that cannot set them. */
function findTicket(request: Request): string | null {
  const prefix = "ticket.";
  const offered = offeredProtocols(request).find((entry) => entry.startsWith(prefix));
  return offered?.slice(prefix.length) ?? new URL(request.url).searchParams.get("ticket");
}
