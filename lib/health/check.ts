import type { Bindings } from "../platform/env";
import { log } from "../platform/log";
import { within } from "../platform/within";
import type { Health } from "./schema";

type CheckResult = Health["checks"]["db"];

const timeoutMs = 1000;

/** The object that health checks wake; no room has this name. */
const probeRoom = "health";

/**
 * Asks every storage for a sign of life, all at once, each for at most a second.
 * `degraded`: one of them gave none. Without the main database nobody can be served; the others have a way around.
 */
export async function checkHealth(bindings: Bindings): Promise<Health> {
  const [db, trafficDb, kv, room] = await Promise.all([
    check("db", () => bindings.DB.prepare("SELECT 1").first()),
    check("trafficDb", async () => bindings.TRAFFIC_DB?.prepare("SELECT 1").first()),
    check("kv", async () => bindings.WS_TICKETS_KV?.get("health")),
    check("room", () => askRoom(bindings)),
  ]);
  const checks = { db, trafficDb, kv, room };
  const isDegraded = Object.values(checks).includes("failed");
  return { status: isDegraded ? "degraded" : "ok", checks };
}

async function check(name: string, ask: () => Promise<unknown>): Promise<CheckResult> {
  try {
    await within(timeoutMs, name, ask());
    return "ok";
  } catch (cause) {
    log("error", "health.failed", { check: name }, cause);
    return "failed";
  }
}

/** Any answer proves that the object runs; without the headers of a redeemed ticket it refuses the request. */
async function askRoom({ CHAT_ROOM_DO: rooms }: Bindings): Promise<void> {
  const response = await rooms.get(rooms.idFromName(probeRoom)).fetch("https://room/health");
  await response.body?.cancel();
}
