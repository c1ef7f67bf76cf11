import type { ChangeResult, PostResult, RoomChange } from "../../lib/chat/room-object";
import type { Message } from "../../lib/chat/schema";
import {
  findPostedMessage,
  publish,
  writeEdit,
  writePosts,
  writeRemoval,
  type AuthoredPost,
  type Edit,
  type Removal,
} from "../../lib/chat/service";
import { PlazaError } from "../../lib/http/problem";
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
};

/**
 * The writes of one room. They follow one another, so that frames leave in the order of `rev`; each is in D1
 * before caches and sockets hear of it, and those before its caller does.
 */
export function createRoomWriter({ deps, tell }: Options) {
  let lastWrite: Promise<unknown> = Promise.resolve();

  const inOrder = <T extends { change: RoomChange | null }>(
    write: (deps: Deps) => Promise<T>,
  ): Promise<T> => {
    const result = lastWrite.then(async () => {
      const used = deps();
      const written = await within(writeTimeoutMs, "writing to D1", write(used));
      if (written.change) {
        await publish(used, written.change);
        tell(written.change);
      }
      return written;
    });
    lastWrite = result.catch(() => undefined);
    return result;
  };

  const desk = createPostDesk({
    limit: deps().variables.LIMIT_POSTS_PER_10_SECONDS,
    now: Date.now,
    findPosted: (authored) => findPostedMessage(deps(), authored),
    write: async (posts) => {
      const { outcomes, change } = await inOrder((used) => writePosts(used, posts));
      return outcomes.map((outcome) =>
        outcome instanceof PlazaError ? outcome : toPostResult(outcome, change),
      );
    },
  });

  return {
    post: (authored: AuthoredPost): Promise<PostResult> => desk.post(authored),
    edit: (edit: Edit): Promise<ChangeResult> => inOrder((used) => writeEdit(used, edit)),
    remove: (removal: Removal): Promise<ChangeResult> =>
      inOrder((used) => writeRemoval(used, removal)),
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
