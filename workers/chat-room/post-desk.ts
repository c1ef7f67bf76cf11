import type { PostResult } from "../../lib/chat/room-object";
import { createGroupCommit, type AuthoredPost } from "../../lib/chat/service";
import type { Message } from "../../lib/chat/schema";
import { PlazaError } from "../../lib/http/problem";
import { createSlidingWindow } from "../../lib/limit/sliding-window";

type Options = {
  /** How many posts an author may make in 10 s; repeats of a clientId do not count. */
  limit: number;
  now: () => number;
  write: (posts: AuthoredPost[]) => Promise<(PostResult | PlazaError)[]>;
  findPosted: (post: AuthoredPost) => Promise<Message | null>;
};

/** Below D1's 2 MB a value, with every character escaped. */
const maxBatchCharacters = 200_000;
/** What a file adds to the frame that tells of it: its name, mostly. */
const charactersPerFile = 400;

/** Takes posts in: one result for a clientId however often it comes at once, limits for each author, batches. */
export function createPostDesk({ limit, now, write, findPosted }: Options) {
  const underWay = new Map<string, Promise<PostResult>>();
  const window = createSlidingWindow({ limit, windowMs: 10_000 });
  const commit = createGroupCommit<AuthoredPost, PostResult | PlazaError>({
    write,
    maxItems: 100,
    maxWeight: maxBatchCharacters,
    weigh: ({ post }) => post.body.length + (post.attachmentIds?.length ?? 0) * charactersPerFile,
    maxWaiting: 1000,
  });

  // No await before `submit`: posts of one author are written in the order they came.
  const take = (authored: AuthoredPost): Promise<PostResult> => {
    const { authorId } = authored;
    const verdict = window.take(authorId, now());
    if (!verdict.ok) return findEarlier(authored, verdict.retryAfterSeconds);
    return commit.submit(authored).then(
      (outcome) => {
        const counts = !(outcome instanceof PlazaError) && outcome.created;
        if (!counts) window.giveBack(authorId);
        if (outcome instanceof PlazaError) throw outcome;
        return outcome;
      },
      (error: unknown) => {
        window.giveBack(authorId);
        throw error;
      },
    );
  };

  const findEarlier = async (authored: AuthoredPost, retryAfterSeconds: number) => {
    const message = await findPosted(authored);
    if (!message) throw new PlazaError("rate_limited", { retryAfterSeconds });
    return { message, created: false, change: null };
  };

  return {
    /** Throws a `PlazaError` for what is refused, anything else when the write failed. */
    post(authored: AuthoredPost): Promise<PostResult> {
      const key = `${authored.authorId} ${authored.post.clientId}`;
      const running = underWay.get(key);
      if (running) return running.then((posted) => ({ ...posted, created: false, change: null }));
      const result = take(authored).finally(() => underWay.delete(key));
      underWay.set(key, result);
      return result;
    },
  };
}
