import type { Bindings } from "../platform/env";
import { log } from "../platform/log";
import { within } from "../platform/within";

const timeoutMs = 5000;

/** Logs, each minute, whether both databases answer, how fast, and how large they are. Never throws. */
export async function reportHealth(bindings: Pick<Bindings, "DB" | "TRAFFIC_DB">): Promise<void> {
  await Promise.all([
    reportDatabase("db", bindings.DB),
    bindings.TRAFFIC_DB && reportDatabase("trafficDb", bindings.TRAFFIC_DB),
  ]);
}

async function reportDatabase(name: string, database: D1Database): Promise<void> {
  const startedAt = Date.now();
  try {
    const { meta } = await within(timeoutMs, name, database.prepare("SELECT 1").run());
    const ms = Date.now() - startedAt;
    log("info", "health.database", { database: name, bytes: meta.size_after, ms });
  } catch (cause) {
    log("error", "health.database_failed", { database: name }, cause);
  }
}
