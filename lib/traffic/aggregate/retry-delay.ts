import type { Variables } from "../../platform/env";

/** How long a message waits after its nth attempt: `min(base · 2^attempts, 3600)` seconds. */
export function toRetrySeconds(
  { TRAFFIC_RETRY_BASE_SECONDS: base }: Pick<Variables, "TRAFFIC_RETRY_BASE_SECONDS">,
  attempts: number,
): number {
  return Math.min(base * 2 ** attempts, 3600);
}
