import { createDeps } from "../../lib/platform/deps";
import type { Bindings } from "../../lib/platform/env";
import { openIsolateStore } from "../../lib/platform/isolate";
import { runCron } from "./cron";

export { Aggregator } from "./aggregator";
export { Coordinator } from "./coordinator";

openIsolateStore();

export default {
  async scheduled(controller, env, context) {
    await runCron(
      createDeps(env, (promise) => context.waitUntil(promise)),
      controller.scheduledTime,
    );
  },
} satisfies ExportedHandler<Bindings>;
