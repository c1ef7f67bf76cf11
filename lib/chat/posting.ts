import type { Person } from "../auth/schema";
import { invalidField, PlazaError } from "../http/problem";
import type { Deps } from "../platform/deps";
import { newId } from "../platform/id";
import { toMentions } from "./domain";
import { getOwnMembership } from "./membership";
import type { PostResult, RoomChange } from "./room-object";
import type { Message, PostMessage } from "./schema";
import {
  findPost,
  insertPosts,
  listPostTimes,
  listRefusals,
  type NewPost,
  type PostRefusal,
  type WrittenPosts,
} from "./store/posts";
import { announce, askRoom, learn, publish, toChange, toValue } from "./tell";

export type AuthoredPost = { roomId: string; authorId: string; post: PostMessage };

/** What became of one post of a batch. */
type PostOutcome = { message: Message; created: boolean } | PlazaError;

/**
 * Posts through the room's object, or straight into D1 when it cannot be reached. The same clientId again answers
 * the first message (`created: false`). Throws `not_found`, `not_a_member`, `banned`, `muted`, `room_archived`,
 * `rate_limited`, `invalid_input`.
 */
export async function postMessage(
  deps: Deps,
  person: Pick<Person, "id">,
  roomId: string,
  post: PostMessage,
): Promise<{ message: Message; created: boolean }> {
  await getOwnMembership(deps, person, roomId);
  const authored = { roomId, authorId: person.id, post };
  const asked = await askRoom(deps, roomId, (room) => room.post(authored));
  if (!asked) return postPastObject(deps, authored);
  const result: PostResult = toValue(asked.answer);
  await learn(deps, result.change);
  return { message: result.message, created: result.created };
}

async function postPastObject(deps: Deps, authored: AuthoredPost) {
  const known = await findPostedMessage(deps, authored);
  if (known) return { message: known, created: false };
  await assertPostRate(deps, authored.roomId, authored.authorId);
  const { outcomes, change } = await writePosts(deps, [authored]);
  if (change) {
    await publish(deps, change);
    announce(deps, change);
  }
  const [outcome] = outcomes;
  if (!outcome || outcome instanceof PlazaError) throw outcome ?? new PlazaError("unavailable");
  return outcome;
}

const rateWindowMs = 10_000;

/** Counts in D1 what the object would count in memory. Throws `rate_limited`. */
async function assertPostRate(deps: Deps, roomId: string, authorId: string): Promise<void> {
  const now = deps.now();
  const times = await listPostTimes(deps.db, roomId, authorId, now - rateWindowMs);
  const oldestThatCounts = times.at(-deps.variables.LIMIT_POSTS_PER_10_SECONDS);
  if (oldestThatCounts === undefined) return;
  const retryAfterSeconds = Math.max(1, Math.ceil((oldestThatCounts + rateWindowMs - now) / 1000));
  throw new PlazaError("rate_limited", { retryAfterSeconds });
}

/** The message that an author posted under this clientId before, if any. */
export async function findPostedMessage(
  deps: Deps,
  { roomId, authorId, post }: AuthoredPost,
): Promise<Message | null> {
  return findPost(deps.db, roomId, authorId, post.clientId);
}

/** What a batch has written, and what it owes besides: see `lib/notify` and `lib/bot`. */
type WrittenBatch = {
  outcomes: PostOutcome[];
  change: RoomChange | null;
} & Pick<WrittenPosts, "owedPushes" | "owedMentions">;

/**
 * Writes posts that are all of one room and differ in (author, clientId), as one D1 batch: all that may stand, stand; outcomes
 * come in the order of the posts. `change` is what caches and sockets have to hear, `null` when nothing is new.
 * Throws when D1 fails; then nothing is written, or all of it is and a repeat finds it.
 */
export async function writePosts(deps: Deps, authored: AuthoredPost[]): Promise<WrittenBatch> {
  const roomId = authored[0]?.roomId;
  if (roomId === undefined) {
    return { outcomes: [], change: null, owedPushes: 0, owedMentions: [] };
  }
  const posts = authored.map(toNewPost);
  const written = await insertPosts(deps.db, roomId, posts, deps.now());
  const messages = new Map(written.messages.map((message) => [toKey(message), message]));
  const left = posts.filter((post) => !messages.has(toKey(post)));
  const refusals = await explain(deps, roomId, left);
  const outcomes = posts.map((post): PostOutcome => {
    const message = messages.get(toKey(post));
    if (message) return { message, created: message.id === post.id };
    return refusals.get(toKey(post)) ?? new PlazaError("unavailable");
  });
  const created = written.messages.filter((message) => posts.some(({ id }) => id === message.id));
  const change =
    written.numbers && created.length > 0
      ? toChange(written.numbers, "messages", created, created.length)
      : null;
  const { owedPushes, owedMentions } = written;
  return { outcomes, change, owedPushes, owedMentions };
}

function toNewPost({ authorId, post }: AuthoredPost): NewPost {
  return {
    id: newId(20),
    authorId,
    clientId: post.clientId,
    body: post.body,
    replyTo: post.replyTo ?? null,
    mentions: toMentions(post.body, authorId),
    attachmentIds: post.attachmentIds ?? [],
  };
}

async function explain(deps: Deps, roomId: string, left: NewPost[]) {
  if (left.length === 0) return new Map<string, PlazaError>();
  const now = deps.now();
  const refusals = await listRefusals(deps.db, roomId, left, now);
  return new Map(refusals.map((refusal) => [toKey(refusal), toRefusal(refusal, now)]));
}

function toRefusal(refusal: PostRefusal, now: number): PlazaError {
  const { kind, status, isMember, slowUntil } = refusal;
  if (status === "banned") return new PlazaError("banned");
  if (status !== "active") return new PlazaError("not_signed_in");
  if (kind === null || (!isMember && kind !== "public")) return new PlazaError("not_found");
  if (!isMember) return new PlazaError("not_a_member");
  if (refusal.archivedAt !== null) return new PlazaError("room_archived");
  if ((refusal.mutedUntil ?? 0) > now) return new PlazaError("muted");
  if (!refusal.hasOriginal) {
    return invalidField("replyTo", "There is no such message in this room");
  }
  if (!refusal.hasFiles) {
    return invalidField("attachmentIds", "Names a file that is not yours, or posted already");
  }
  if (slowUntil !== null && slowUntil > now) {
    const retryAfterSeconds = Math.ceil((slowUntil - now) / 1000);
    return new PlazaError("rate_limited", { retryAfterSeconds });
  }
  // Nothing speaks against it any more: it was written in between by another hand, or may be sent again.
  return new PlazaError("unavailable");
}

function toKey(post: { authorId: string; clientId: string }): string {
  return `${post.authorId} ${post.clientId}`;
}
