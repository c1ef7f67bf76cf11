import type { Person } from "../auth/schema";
import { RateLimitKeys } from "../cache/keys";
import { PlazaError } from "../http/problem";
import { takeFromLimit } from "../limit/take";
import type { Deps } from "../platform/deps";
import { canPin } from "./domain";
import { learned, told, toResult } from "./editing";
import { getMembership, getOwnMembership } from "./membership";
import type { ChangeResult } from "./room-object";
import { limits, type Message } from "./schema";
import { explainSilence } from "./silence";
import { addReaction, listPinned, removeReaction, setPinned } from "./store/marks";
import { askRoom, toValue } from "./tell";

type Place = { roomId: string; messageId: string };

/** What somebody hangs on a message, or (`on: false`) takes off it. */
export type Mark = Place & { actorId: string; on: boolean } & (
    { kind: "reaction"; emoji: string } | { kind: "pin" }
  );

/**
 * Adds my reaction or takes it back; repeating changes nothing. Throws `not_found`, `not_a_member`, `gone` (deleted),
 * `conflict` when the message has as many reactions as it may, `muted`, `room_archived`, `rate_limited`.
 */
export async function reactToMessage(
  deps: Deps,
  person: Person,
  { roomId, messageId, emoji, on }: Place & { emoji: string; on: boolean },
): Promise<Message> {
  await getOwnMembership(deps, person, roomId);
  return mark(deps, { kind: "reaction", roomId, messageId, actorId: person.id, emoji, on });
}

/**
 * Pins a message for everybody in the room, or takes the pin off; repeating changes nothing. Throws `not_found`,
 * `not_a_member`, `forbidden`, `gone`, `conflict` when the room has as many pins as it may, `rate_limited`.
 */
export async function pinMessage(
  deps: Deps,
  person: Person,
  { roomId, messageId, on }: Place & { on: boolean },
): Promise<Message> {
  const membership = await getOwnMembership(deps, person, roomId);
  if (!canPin(person, membership)) throw new PlazaError("forbidden");
  return mark(deps, { kind: "pin", roomId, messageId, actorId: person.id, on });
}

/** What is pinned in a room that I may read, the newest message first. Throws `not_found`. */
export async function listPins(
  deps: Deps,
  person: Person,
  roomId: string,
): Promise<{ messages: Message[] }> {
  await getMembership(deps, person, roomId);
  return { messages: await listPinned(deps.db, roomId, limits.pins) };
}

async function mark(deps: Deps, input: Mark): Promise<Message> {
  const asked = await askRoom(deps, input.roomId, (room) => room.mark(input));
  if (asked) return learned(deps, toValue(asked.answer));
  await takeFromLimit(deps, RateLimitKeys.marks(input.roomId, input.actorId), {
    limit: deps.variables.LIMIT_MARKS_PER_10_SECONDS,
    windowSeconds: 10,
  });
  return told(deps, await writeMark(deps, input));
}

/** The mark itself, in one D1 batch; whoever calls tells caches and sockets. Membership is checked by the statement. */
export async function writeMark(deps: Deps, input: Mark): Promise<ChangeResult> {
  const { roomId, messageId, actorId, on } = input;
  const place = { roomId, messageId, actorId, now: deps.now() };
  const written =
    input.kind === "pin"
      ? await setPinned(deps.db, place, on, limits.pins)
      : on
        ? await addReaction(deps.db, place, input.emoji, limits.reactions)
        : await removeReaction(deps.db, place, input.emoji);
  const result = toResult(written);
  if (!written.changed && !stands(result.message, input)) {
    if (result.message.deletedAt !== null) throw new PlazaError("gone");
    const silence = await explainSilence(deps, place);
    throw silence.code === "forbidden" && isFull(result.message, input)
      ? new PlazaError("conflict", { detail: "There are enough" })
      : silence;
  }
  return result;
}

/** Whether the message is as was asked for: then an unchanged one is a repeat. */
function stands(message: Message, input: Mark): boolean {
  if (message.deletedAt !== null) return false;
  if (input.kind === "pin") return message.pinned === input.on;
  const reaction = message.reactions.find(({ emoji }) => emoji === input.emoji);
  return (reaction?.userIds.includes(input.actorId) ?? false) === input.on;
}

function isFull({ reactions }: Message, input: Mark): boolean {
  if (!input.on) return false;
  if (input.kind === "pin") return true;
  const all = reactions.reduce((sum, { userIds }) => sum + userIds.length, 0);
  const isNew = reactions.every(({ emoji }) => emoji !== input.emoji);
  const { emojis, perMessage } = limits.reactions;
  return all >= perMessage || (isNew && reactions.length >= emojis);
}
