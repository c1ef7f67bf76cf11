import { createDeps, type Deps } from "../../lib/platform/deps";
import type { Bindings } from "../../lib/platform/env";
import { openIsolateStore } from "../../lib/platform/isolate";
import { consumeMessages } from "../../lib/traffic/aggregate/consume";
import { storeDeadLetters } from "../../lib/traffic/aggregate/dead-letters";
import { runCron } from "./cron";

export { Aggregator } from "./aggregator";
export { Coordinator } from "./coordinator";

openIsolateStore();

export default {
  async scheduled(controller, env, context) {
    await runCron(openDeps(env, context), controller.scheduledTime);
  },
  async queue(batch, env, context) {
    const deps = openDeps(env, context);
    if (batch.queue.endsWith("-dlq")) await storeDeadLetters(deps, batch.messages);
    else await consumeMessages(deps, batch.messages);
  },
} satisfies ExportedHandler<Bindings>;

function openDeps(env: Bindings, context: ExecutionContext): Deps {
  return createDeps(env, (promise) => context.waitUntil(promise));
}
