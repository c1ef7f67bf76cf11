import type { Deps } from "../../platform/deps";
import { log } from "../../platform/log";
import { compareWithAnalytics } from "../../traffic/service";
import { hourMs } from "../../traffic/domain";
import type { Pipeline } from "./schema";

const hours = 24;

/**
 * The last 24 whole hours as the statistics and as Analytics Engine counted them. Null where the latter is not configured;
 * `unavailable` when it does not answer, which is no reason to show nothing else.
 */
export async function compareCounts(
  deps: Pick<Deps, "traffic" | "variables" | "now">,
  request: typeof fetch,
): Promise<Pipeline["analytics"]> {
  const to = Math.floor(deps.now() / hourMs) * hourMs;
  const from = to - hours * hourMs;
  try {
    const counts = await compareWithAnalytics(deps, { from, to }, request);
    return counts && { from, to, ...counts };
  } catch (cause) {
    log("warn", "pipeline.analytics_unavailable", {}, cause);
    return "unavailable";
  }
}
