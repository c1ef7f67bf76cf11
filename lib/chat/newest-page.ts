import type { MessagePage } from "./schema";

/** What a newest page says about other questions. Pure. */

/** Newest pages of this size answer `after` and `changedSince` of those who are a little behind; browsers begin with it. */
export const recentSize = 50;

/** What came after `seq`, when the page reaches back so far; else null. */
export function findAfter(page: MessagePage, seq: number, limit: number): MessagePage | null {
  const first = page.messages[0]?.seq ?? page.lastSeq + 1;
  const reachesBack = !page.hasMore || first <= seq + 1;
  if (!reachesBack || seq > page.lastSeq) return null;
  const found = page.messages.filter((message) => message.seq > seq);
  return { ...page, messages: found.slice(0, limit), hasMore: found.length > limit };
}

/**
 * What changed since `rev`, when the page is sure to hold all of it; else null. No two messages of a room have the same
 * `rev`, so where each number since then is a message of the page, nothing else can have changed.
 */
export function findChanged(page: MessagePage, rev: number, limit: number): MessagePage | null {
  const changed = page.messages.filter((message) => message.rev > rev);
  if (rev > page.rev || changed.length !== page.rev - rev) return null;
  const messages = changed.sort((one, other) => one.rev - other.rev).slice(0, limit);
  const hasMore = changed.length > limit;
  const reached = hasMore ? messages.at(-1)?.rev : undefined;
  return { ...page, messages, rev: reached ?? page.rev, hasMore };
}
