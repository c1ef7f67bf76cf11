import { reportHealth } from "../../lib/health/report-health";
import type { Bindings } from "../../lib/platform/env";

type StatsEnv = Pick<Bindings, "DB" | "TRAFFIC_DB">;

export default {
  async scheduled(_controller: ScheduledController, env: StatsEnv): Promise<void> {
    await reportHealth(env);
  },
} satisfies ExportedHandler<StatsEnv>;
