import { existsSync } from "node:fs";
import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-pool-workers";
import { defineConfig } from "vitest/config";

const trafficMigrations = "drizzle/migrations/traffic";

/**
 * Tests inside workerd, on real D1, KV, R2 and Durable Objects with the real migrations.
 * The chat-room worker is the main one, so that `runInDurableObject` and its kin reach its objects.
 */
export default defineConfig({
  plugins: [
    cloudflareTest(async () => ({
      main: existsSync("workers/chat-room/index.ts")
        ? "./workers/chat-room/index.ts"
        : "./tests/workerd/support/stand-in.ts",
      miniflare: {
        // The newest date that the workerd of vitest-pool-workers knows.
        compatibilityDate: "2026-08-15",
        compatibilityFlags: ["nodejs_compat"],
        bindings: {
          AUTH_SECRET: "auth-secret-of-the-workerd-tests-0123456789",
          TICKET_SECRET: "ticket-secret-of-the-workerd-tests-0123456789",
          TEST_MIGRATIONS: {
            db: await readD1Migrations("drizzle/migrations/db"),
            traffic: existsSync(trafficMigrations) ? await readD1Migrations(trafficMigrations) : [],
          },
        },
        d1Databases: ["DB", "TRAFFIC_DB"],
        kvNamespaces: ["WS_TICKETS_KV", "SHARE_DATA_KV", "PATHS_KV"],
        r2Buckets: ["MEDIA_BUCKET", "ARCHIVE_BUCKET"],
        durableObjects: { CHAT_ROOM_DO: { className: "ChatRoom", useSQLite: true } },
      },
    })),
  ],
  test: {
    include: ["tests/workerd/**/*.test.ts"],
    globalSetup: ["tests/workerd/support/redis-servers.ts"],
    setupFiles: ["tests/workerd/support/apply-migrations.ts"],
    deps: {
      optimizer: {
        // Bundled ahead: transformed module by module, every call of scrypt's inner loop goes through a getter,
        // and a password that takes a quarter of a second takes eight.
        ssr: { enabled: true, include: ["@noble/hashes/scrypt.js"] },
      },
    },
    // One Redis and one fault switch for all files.
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 30_000,
  },
});
