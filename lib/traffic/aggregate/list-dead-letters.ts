import type { Deps } from "../../platform/deps";
import type { DeadLetterPage, DeadLettersQuery } from "./schema";
import { readDeadLetters } from "./store/list-dead-letters";

/**
 * A page of the dead letters that wait, the newest first, with what is known of all of them.
 * @param query `limit` letters behind `cursor`; `since` in milliseconds
 */
export async function listDeadLetters(
  deps: Pick<Deps, "traffic" | "now" | "counters">,
  { limit, cursor, since }: DeadLettersQuery,
): Promise<DeadLetterPage> {
  const { rows, ...figures } = await readDeadLetters(deps, {
    limit: limit + 1,
    after: cursor === undefined ? null : toPlace(cursor),
    since,
  });
  const letters = rows
    .slice(0, limit)
    .map(({ head, ...row }) => ({ ...row, preview: toPreview(head) }));
  const last = rows.length > limit ? letters.at(-1) : undefined;
  return { ...figures, letters, nextCursor: last ? `${last.receivedAt}-${last.id}` : null };
}

function toPlace(cursor: string): { receivedAt: number; id: string } {
  const dash = cursor.indexOf("-");
  return { receivedAt: Number(cursor.slice(0, dash)), id: cursor.slice(dash + 1) };
}

/** Anybody may have written it: what does not show, or turns the text around, must not look like something else. */
function toPreview(head: string): string {
  return head.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "\uFFFD");
}
