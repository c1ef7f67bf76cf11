import { retryPendingEffects } from "../../lib/auth/service";
import { settleOwedMember } from "../../lib/chat/service";
import { PlazaError, toProblemResponse } from "../../lib/http/problem";
import { forgetOldLimits } from "../../lib/limit/take";
import { createDeps } from "../../lib/platform/deps";
import type { Bindings } from "../../lib/platform/env";
import { openIsolateStore } from "../../lib/platform/isolate";
import { log } from "../../lib/platform/log";

export { ChatRoom } from "./chat-room";

openIsolateStore();

export default {
  /** Objects are reached through their binding; nobody has business at this address. */
  fetch: () => toProblemResponse(new PlazaError("not_found")),

  /** Every minute: what committed changes still owe, and counters that no window needs. */
  async scheduled(_controller, env, ctx) {
    const deps = createDeps(env, (promise) => ctx.waitUntil(promise));
    const results = await Promise.allSettled([
      retryPendingEffects(deps, {
        member: (used, { roomId, userId }) =>
          roomId === null ? Promise.resolve(true) : settleOwedMember(used, { roomId, userId }),
      }),
      forgetOldLimits(deps),
    ]);
    for (const result of results) {
      if (result.status === "rejected") log("error", "cron.failed", {}, result.reason);
    }
  },
} satisfies ExportedHandler<Bindings>;
