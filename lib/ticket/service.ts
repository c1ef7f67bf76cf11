import type { Person } from "../auth/schema";
import { RateLimitKeys } from "../cache/keys";
import { getOwnMembership } from "../chat/service";
import { PlazaError, toProblem } from "../http/problem";
import { takeFromLimit } from "../limit/take";
import type { Deps } from "../platform/deps";
import { toSecrets } from "../platform/env";
import { newId } from "../platform/id";
import { log } from "../platform/log";
import { chooseTicketStore } from "./choose-store";
import { signTicket, verifyTicket, type TicketClaim } from "./claim";
import type { SocketRequest } from "./socket-request";
import { findSessionEnds, findSocketCandidate, type SocketCandidate } from "./store";
import { ticketTtlSeconds, type TicketStore } from "./store-contract";
import { within } from "../platform/within";

/** A store that takes longer is treated as one that failed. */
const storeTimeoutMs = 1000;
const databaseTimeoutMs = 5000;

export { findTicketStoreKind } from "./choose-store";

export type IssuedTicket = { ticket: string; url: string; expiresIn: number };

/**
 * A ticket for one socket of `person` in a room, bound to the origin that asks for it.
 * Throws `not_found`, `not_a_member` or `rate_limited`. A failing store does not prevent it.
 */
export async function issueTicket(
  deps: Deps,
  person: Person,
  roomId: string,
  request: Request,
): Promise<IssuedTicket> {
  await getOwnMembership(deps, person, roomId);
  await takeFromLimit(deps, RateLimitKeys.tickets(person.id), {
    limit: deps.variables.LIMIT_TICKETS_PER_MINUTE,
    windowSeconds: 60,
  });
  const store = chooseTicketStore(deps, roomId);
  const url = new URL(request.url);
  const claim: TicketClaim = {
    jti: newId(24),
    userId: person.id,
    sid: person.sid,
    roomId,
    origin: request.headers.get("origin") ?? url.origin,
    exp: deps.now() + ticketTtlSeconds * 1000,
  };
  const recorded = await callStore(deps, store, "put", () => store.put(claim.jti, claim.exp));
  const [secret] = ticketSecrets(deps);
  const ticket = await signTicket(
    secret,
    recorded === "degraded" ? { ...claim, unrecorded: true } : claim,
  );
  deps.counters.count("ticket.issued", { store: store.kind });
  const scheme = url.protocol === "https:" ? "wss" : "ws";
  return {
    ticket,
    url: `${scheme}://${url.host}/api/chat/rooms/${roomId}/ws`,
    expiresIn: ticketTtlSeconds,
  };
}

/**
 * Checks a ticket and takes its record; what remains is the single-use record of the room's object.
 * `origin` is the caller's, `null` outside browsers. Throws `ticket_invalid`, `ticket_expired`, `ticket_used`,
 * `origin_refused`, `banned`, `not_a_member`, or `unavailable` when D1 cannot say who is a member.
 */
export async function redeemTicket(
  deps: Deps,
  { ticket, roomId, origin }: { ticket: string; roomId: string; origin: string | null },
): Promise<SocketRequest> {
  const claim = await verifyTicket(ticketSecrets(deps), ticket, roomId, deps.now());
  if (origin !== null && origin !== claim.origin) throw new PlazaError("origin_refused");
  if (!claim.unrecorded) await takeRecord(deps, chooseTicketStore(deps, roomId), claim.jti);
  const { name, image, endsAt } = await getCandidate(deps, claim, roomId);
  const { userId, sid, jti, exp } = claim;
  return { userId, sid, endsAt, name, image, jti, expiresAt: exp };
}

/**
 * Looks once more after the object has accepted: a ban, a removal or a sign-out between our look at D1 and the object's
 * list of sockets found nothing there to close.
 */
export async function closeIfRemoved(
  deps: Deps,
  roomId: string,
  { userId, sid }: Holder,
): Promise<void> {
  try {
    await getCandidate(deps, { userId, sid }, roomId);
  } catch (error) {
    const { code } = toProblem(error);
    if (code === "ticket_invalid") return void (await deps.room(roomId).signOut(userId, [sid]));
    if (code !== "banned" && code !== "not_a_member") throw error;
    await deps.room(roomId).kick(userId, code === "banned" ? "banned" : "removed");
  }
}

/**
 * Which of these sessions, that were to end by now, go on because they were used since, and until when (ms). API tokens end
 * when they were said to. Throws when D1 does not answer.
 */
export async function listProlonged(deps: Deps, sids: string[]): Promise<Map<string, number>> {
  const lookup = findSessionEnds(deps.db, sids, deps.now());
  return within(databaseTimeoutMs, "sessions", lookup);
}

/** Whether this stands for an API token in the place of a session. */
export const isToken = (sid: string): boolean => sid.startsWith("token:");

async function takeRecord(deps: Deps, store: TicketStore, jti: string): Promise<void> {
  if ((await callStore(deps, store, "take", () => store.take(jti))) !== "missing") return;
  // KV may not show a fresh record for a minute: there, signature and object decide.
  if (store.kind !== "kv") throw new PlazaError("ticket_used");
  deps.counters.count("ticket.record_missing", { store: store.kind });
}

/** Times one call of a store; a call that throws or hangs is counted and answers `degraded`. */
async function callStore<T>(
  deps: Deps,
  store: TicketStore,
  call: "put" | "take",
  run: () => Promise<T>,
): Promise<T | "degraded"> {
  const startedAt = deps.now();
  try {
    return await within(storeTimeoutMs, `ticket ${call}`, run());
  } catch (error) {
    deps.counters.count("ticket.degraded", { store: store.kind, call });
    log("warn", "ticket.degraded", { store: store.kind, call }, error);
    return "degraded";
  } finally {
    deps.counters.time("ticket.store", deps.now() - startedAt, { store: store.kind, call });
  }
}

type Holder = { userId: string; sid: string };

/** The member who may have a socket, as D1 says now. A ticket of a session that was signed out is invalid. */
async function getCandidate(
  deps: Deps,
  { userId, sid }: Holder,
  roomId: string,
): Promise<SocketCandidate> {
  const lookup = findSocketCandidate(deps.db, { userId, sid }, roomId, deps.now());
  const candidate = await within(databaseTimeoutMs, "membership", lookup).catch(
    (cause: unknown) => {
      throw new PlazaError("unavailable", { cause });
    },
  );
  if (candidate?.isSignedOut) throw new PlazaError("ticket_invalid");
  if (candidate?.status === "banned") throw new PlazaError("banned");
  if (candidate?.status !== "active" || !candidate.isMember) throw new PlazaError("not_a_member");
  return candidate;
}

/** The first one signs. */
function ticketSecrets(deps: Deps): [string, ...string[]] {
  const [secret, ...others] = toSecrets(deps.variables, "TICKET_SECRET");
  if (!secret) throw new PlazaError("unavailable", { detail: "Tickets are not configured" });
  return [secret, ...others];
}
