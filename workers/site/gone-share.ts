import type { Deps } from "../../lib/platform/deps";
import { log } from "../../lib/platform/log";
import { shareIdSchema } from "../../lib/share/schema";
import { findShareState } from "../../lib/share/service";

const sharePath = /^\/share\/([^/]+)\/?$/;

/**
 * A page of Next cannot answer 410. Where it says that a share's time is over, this gives the answer that status;
 * everything else passes as it is. Costs nothing: the page has just read the share, and this asks the same memory.
 */
export async function withGone(
  deps: () => Deps,
  pathname: string,
  answered: Response,
): Promise<Response> {
  const shareId = shareIdSchema.safeParse(sharePath.exec(pathname)?.[1]).data;
  if (shareId === undefined || answered.status !== 200) return answered;
  try {
    if ((await findShareState(deps(), shareId)) !== "expired") return answered;
    return new Response(answered.body, { status: 410, headers: answered.headers });
  } catch (cause) {
    log("warn", "share.state_unknown", { shareId }, cause);
    return answered;
  }
}
