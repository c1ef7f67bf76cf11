import { pushGraceMs } from "../../lib/notify/domain";
import { deliverPushes } from "../../lib/notify/service";
import type { Deps } from "../../lib/platform/deps";
import { log } from "../../lib/platform/log";

type Options = { deps: () => Deps; waitUntil: (promise: Promise<unknown>) => void };

/**
 * Sends what posts owe once those who read along have had time to read it. Posts that come meanwhile join; what is owed
 * after that, or when this object dies first, is sent by the next timer or the worker's cron.
 */
export function createPushTimer({ deps, waitUntil }: Options): () => void {
  let isSet = false;
  return () => {
    if (isSet) return;
    isSet = true;
    waitUntil(
      new Promise((resolve) => setTimeout(resolve, pushGraceMs + slackMs))
        .then(() => {
          isSet = false;
          return deliverPushes(deps());
        })
        .catch((cause: unknown) => log("error", "push.delivery_failed", {}, cause)),
    );
  };
}

/** Past the moment at which the rows are due. */
const slackMs = 50;
