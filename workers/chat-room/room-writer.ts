import type { OwedMention } from "../../lib/bot/service";
import type { ChangeResult, PostResult, RoomChange } from "../../lib/chat/room-object";
import type { Message } from "../../lib/chat/schema";
import {
  findPostedMessage,
  publish,
  writeEdit,
  writeMark,
  writePosts,
  writeRemoval,
  type AuthoredPost,
  type Edit,
  type Mark,
  type Removal,
} from "../../lib/chat/service";
import { PlazaError } from "../../lib/http/problem";
import { createSlidingWindow } from "../../lib/limit/sliding-window";
import type { Deps } from "../../lib/platform/deps";
import { within } from "../../lib/platform/within";
import { createPostDesk } from "./post-desk";

/** A write that takes longer fails for its callers; when it is committed after all, clients see the gap in `rev`. */
const writeTimeoutMs = 10_000;

type Options = {
  /** Fresh deps for each piece of work. */
  deps: () => Deps;
  /** Tells the sockets. */
  tell: (change: RoomChange) => void;
  /** Hears that posts owe pushes, which are due when those who read along have read them. */
  owesPushes: () => void;
  /** Hears of bots whose webhooks are owed a mention. */
  owesMentions: (owed: OwedMention[]) => void;
};

/**
 * The writes of one room. They follow one another, so that frames leave in the order of `rev`; each is in D1
 * before sockets and caches hear of it, and those before its caller does.
 */
export function createRoomWriter({ deps, tell, owesPushes, owesMentions }: Options) {
  let lastWrite: Promise<unknown> = Promise.resolve();

  const inOrder = <T extends { change: RoomChange | null }>(
    write: (deps: Deps) => Promise<T>,
  ): Promise<T> => {
    const result = lastWrite.then(async () => {
      const used = deps();
      const written = await within(writeTimeoutMs, "writing to D1", write(used));
      if (written.change) {
        // A Redis that is slow must not hold up who listens; their caller waits for both.
        tell(written.change);
        await publish(used, written.change);
      }
      return written;
    });
    lastWrite = result.catch(() => undefined);
    return result;
  };

  const owes = (written: { owedPushes: number; owedMentions: OwedMention[] }) => {
    if (written.owedPushes > 0) owesPushes();
    if (written.owedMentions.length > 0) owesMentions(written.owedMentions);
  };

  const desk = createPostDesk({
    limit: deps().variables.LIMIT_POSTS_PER_10_SECONDS,
    now: Date.now,
    findPosted: (authored) => findPostedMessage(deps(), authored),
    write: async (posts) => {
      const written = await inOrder((used) => writePosts(used, posts));
      const { outcomes, change } = written;
      owes(written);
      return outcomes.map((outcome) =>
        outcome instanceof PlazaError ? outcome : toPostResult(outcome, change),
      );
    },
  });

  const marks = createSlidingWindow({
    limit: deps().variables.LIMIT_MARKS_PER_10_SECONDS,
    windowMs: 10_000,
  });

  return {
    post: (authored: AuthoredPost): Promise<PostResult> => desk.post(authored),
    async edit(edit: Edit): Promise<ChangeResult> {
      const { message, change, ...owed } = await inOrder((used) => writeEdit(used, edit));
      owes(owed);
      return { message, change };
    },
    remove: (removal: Removal): Promise<ChangeResult> =>
      inOrder((used) => writeRemoval(used, removal)),
    async mark(mark: Mark): Promise<ChangeResult> {
      const verdict = marks.take(mark.actorId, Date.now());
      if (!verdict.ok) {
        throw new PlazaError("rate_limited", { retryAfterSeconds: verdict.retryAfterSeconds });
      }
      return inOrder((used) => writeMark(used, mark));
    },
  };
}

/** The part of a batch's change that one author has to know of: the room as it was at that message. */
function toPostResult(
  { message, created }: { message: Message; created: boolean },
  change: RoomChange | null,
): PostResult {
  if (!created || !change) return { message, created, change: null };
  const { rev, seq } = message;
  const own = { ...change, prevRev: rev - 1, rev, lastSeq: seq, messages: [message] };
  return { message, created, change: own };
}
