import type { Deps } from "../../platform/deps";
import { readCursor, toCursorText, toShare } from "../domain";
import type { AdminShare, AdminSharePage, AdminSharesQuery } from "./schema";
import { searchShares, type OwnedRecord } from "../store/admin-lists";

/** How many rows one page looks through: words are in no index. */
const reach = 2_000;

/** For admins: everybody's living shares, newest first, that say `q`. Addresses are below `origin`. */
export async function searchAllShares(
  deps: Pick<Deps, "db" | "now">,
  { q, cursor, limit }: AdminSharesQuery,
  origin: string,
): Promise<AdminSharePage> {
  const { found, end } = await searchShares(deps.db, {
    q,
    shareId: /(?:^|\/share\/)([0-9A-Za-z]{20})$/.exec(q)?.[1] ?? null,
    after: readCursor(cursor),
    limit: limit + 1,
    reach,
    now: deps.now(),
  });
  const page = found.slice(0, limit);
  const last = found.length > limit ? page.at(-1)?.record : end;
  return {
    shares: page.map((owned) => toAdminShare(owned, origin)),
    nextCursor: last ? toCursorText(last) : null,
  };
}

export function toAdminShare({ record, ownerName }: OwnedRecord, origin: string): AdminShare {
  return { ...toShare(record, origin), ownerName };
}
