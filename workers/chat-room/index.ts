import { retryPendingEffects } from "../../lib/auth/service";
import { deliverDueMentions } from "../../lib/bot/service";
import { settleOwedMember } from "../../lib/chat/service";
import { PlazaError, toProblemResponse } from "../../lib/http/problem";
import { forgetOldLimits } from "../../lib/limit/take";
import { deliverPushes } from "../../lib/notify/service";
import { createDeps } from "../../lib/platform/deps";
import type { Bindings } from "../../lib/platform/env";
import { openIsolateStore } from "../../lib/platform/isolate";
import { log } from "../../lib/platform/log";
import { indexMessages } from "../../lib/search/service";

export { ChatRoom } from "./chat-room";

openIsolateStore();

export default {
  /** Objects are reached through their binding; nobody has business at this address. */
  fetch: () => toProblemResponse(new PlazaError("not_found")),

  /** Every minute: what committed changes still owe, pushes and mentions that their object did not send, counters that no window needs, and what search does not know yet. */
  async scheduled(_controller, env, ctx) {
    const deps = createDeps(env, (promise) => ctx.waitUntil(promise));
    const results = await Promise.allSettled([
      retryPendingEffects(deps, {
        member: (used, { roomId, userId }) =>
          roomId === null ? Promise.resolve(true) : settleOwedMember(used, { roomId, userId }),
      }),
      forgetOldLimits(deps),
      indexMessages(deps),
      deliverPushes(deps),
      deliverDueMentions(deps),
    ]);
    for (const result of results) {
      if (result.status === "rejected") log("error", "cron.failed", {}, result.reason);
    }
  },
} satisfies ExportedHandler<Bindings>;
