import type { Person } from "../auth/schema";
import { PlazaError } from "../http/problem";
import type { Deps } from "../platform/deps";
import { isModerator, toMentions } from "./domain";
import { canModerate, getMembership, getOwnMembership } from "./membership";
import type { ChangeResult } from "./room-object";
import type { Message } from "./schema";
import { explainSilence } from "./silence";
import { updateBody, writeTombstone } from "./store/edits";
import type { WrittenPosts } from "./store/posts";
import type { WrittenChange } from "./store/run-change";
import { announce, askRoom, learn, publish, toChange, toValue } from "./tell";

export type Edit = { roomId: string; actorId: string; messageId: string; body: string };
export type Removal = {
  roomId: string;
  actorId: string;
  actorIsModerator: boolean;
  messageId: string;
};

/**
 * Gives my message a new body. Throws `not_found`, `not_a_member`, `forbidden` (not mine), `gone` (deleted), `muted`,
 * `room_archived`.
 */
export async function editMessage(
  deps: Deps,
  person: Person,
  edit: Omit<Edit, "actorId">,
): Promise<Message> {
  await getOwnMembership(deps, person, edit.roomId);
  const input = { ...edit, actorId: person.id };
  const asked = await askRoom(deps, edit.roomId, (room) => room.edit(input));
  if (asked) return learned(deps, toValue(asked.answer));
  return told(deps, await writeEdit(deps, input));
}

/**
 * Deletes my message, or anybody's for a moderator and the room's owner; deleting again changes nothing. Throws `not_found`,
 * `forbidden`.
 */
export async function removeMessage(
  deps: Deps,
  person: Person,
  { roomId, messageId }: { roomId: string; messageId: string },
): Promise<Message> {
  const membership = await getMembership(deps, person, roomId);
  const actorIsModerator = isModerator(person) || canModerate(person, membership);
  return remove(deps, { roomId, messageId, actorId: person.id, actorIsModerator });
}

/** The removal by whoever was found to have the right to it. */
export async function remove(deps: Deps, input: Removal): Promise<Message> {
  const { roomId } = input;
  const asked = await askRoom(deps, roomId, (room) => room.remove(input));
  if (asked) return learned(deps, toValue(asked.answer));
  return told(deps, await writeRemoval(deps, input));
}

/** After the object wrote it. */
export async function learned(deps: Deps, { message, change }: ChangeResult): Promise<Message> {
  await learn(deps, change);
  return message;
}

/** After it was written past the object. */
export async function told(deps: Deps, { message, change }: ChangeResult): Promise<Message> {
  if (change) {
    await publish(deps, change);
    announce(deps, change);
  }
  return message;
}

/** An edit that was written, and what it owes to those whom it names besides: see `lib/notify` and `lib/bot`. */
type WrittenEdit = ChangeResult & Pick<WrittenPosts, "owedPushes" | "owedMentions">;

/** The edit itself, in one D1 batch; whoever calls tells caches and sockets. Membership is checked by the statement. */
export async function writeEdit(deps: Deps, edit: Edit): Promise<WrittenEdit> {
  const { roomId, messageId, actorId, body } = edit;
  const place = { roomId, messageId, actorId, now: deps.now() };
  const written = await updateBody(deps.db, place, body, toMentions(body, actorId));
  const { owedPushes, owedMentions } = written;
  const result = { ...toResult(written), owedPushes, owedMentions };
  if (written.changed) return result;
  if (result.message.authorId !== actorId) throw new PlazaError("forbidden");
  if (result.message.deletedAt !== null) throw new PlazaError("gone");
  // Left to differ only when the author may not write any more: muted, banned, or out of the room since the route looked.
  if (result.message.body !== body) throw await explainSilence(deps, place);
  return result;
}

/** The removal itself; see `writeEdit`. */
export async function writeRemoval(deps: Deps, removal: Removal): Promise<ChangeResult> {
  const { roomId, messageId, actorId, actorIsModerator } = removal;
  const place = { roomId, messageId, actorId, now: deps.now() };
  const written = await writeTombstone(deps.db, place, actorIsModerator);
  const result = toResult(written);
  if (!written.changed && result.message.deletedAt === null) throw new PlazaError("forbidden");
  return result;
}

/** Throws `not_found` where there is no such message in the room. */
export function toResult({ changed, message, numbers }: WrittenChange): ChangeResult {
  if (!message || !numbers) throw new PlazaError("not_found");
  return { message, change: changed ? toChange(numbers, "changed", [message]) : null };
}
