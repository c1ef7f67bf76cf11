import { checkHealth } from "@/lib/health/check";
import { requestBindings } from "@/lib/platform/context";

export const runtime = "edge";

/** For uptime checks; no account needed, no caches asked. 503 when the main database does not answer. */
export async function GET(): Promise<Response> {
  const health = await checkHealth(requestBindings());
  return Response.json(health, {
    status: health.checks.db === "ok" ? 200 : 503,
    headers: { "cache-control": "no-store" },
  });
}
