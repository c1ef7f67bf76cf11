import type { D1Migration } from "cloudflare:test";
import type { PreviewPainter } from "../../../lib/preview/schema";
import type { TestPushService } from "./push-receiver";
import type { TestRedis } from "./redis-servers";
import type { TestRemoteHosts } from "./remote-hosts";
import type { TestWebhook } from "./webhook-receiver";

declare global {
  namespace Cloudflare {
    interface Env {
      DB: D1Database;
      TRAFFIC_DB: D1Database;
      WS_TICKETS_KV: KVNamespace;
      SHARE_DATA_KV: KVNamespace;
      PATHS_KV: KVNamespace;
      MEDIA_BUCKET: R2Bucket;
      ARCHIVE_BUCKET: R2Bucket;
      FLIGHTS: Fetcher;
      SHARE_PREVIEW: PreviewPainter;
      CHAT_ROOM_DO: DurableObjectNamespace;
      AGGREGATOR_DO: DurableObjectNamespace;
      COORDINATOR_DO: DurableObjectNamespace;
      TRAFFIC_QUEUE: Queue;
      AUTH_SECRET: string;
      TICKET_SECRET: string;
      CHAOS_SEED: string;
      TEST_MIGRATIONS: { db: D1Migration[]; traffic: D1Migration[] };
    }
  }
}

declare module "vitest" {
  interface ProvidedContext {
    /** `null`: this machine has no `redis-server`. */
    testRedis: TestRedis | null;
    testWebhook: TestWebhook;
    testPushService: TestPushService;
    testRemoteHosts: TestRemoteHosts;
  }
}
