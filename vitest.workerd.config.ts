import { join } from "node:path";
import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-pool-workers";
import { build } from "esbuild";
import { defineConfig } from "vitest/config";
import { bundleModules } from "./scripts/local/bundle-worker.mjs";
import { findOrCopyFonts } from "./scripts/local/fonts.mjs";

/** The newest date that the workerd of vitest-pool-workers knows. */
const compatibilityDate = "2026-08-15";

/**
 * Tests inside workerd, on real D1, KV, R2 and Durable Objects with the real migrations.
 * One main worker exports the objects of both sidecars, so that `runInDurableObject` and its kin reach them.
 */
export default defineConfig({
  plugins: [
    cloudflareTest(async () => ({
      main: "./tests/workerd/support/worker.ts",
      miniflare: {
        compatibilityDate,
        compatibilityFlags: ["nodejs_compat"],
        bindings: {
          AUTH_SECRET: "auth-secret-of-the-workerd-tests-0123456789",
          TICKET_SECRET: "ticket-secret-of-the-workerd-tests-0123456789",
          // Webhooks of bots are received by the tests themselves.
          WEBHOOKS_LOCAL: "1",
          // `npm run chaos -- --traffic` sets it; the same seed makes the same traffic and deaths.
          CHAOS_SEED: process.env.CHAOS_SEED ?? "1",
          TEST_MIGRATIONS: {
            db: await readD1Migrations("drizzle/migrations/db"),
            traffic: await readD1Migrations("drizzle/migrations/traffic"),
          },
        },
        d1Databases: ["DB", "TRAFFIC_DB"],
        kvNamespaces: ["WS_TICKETS_KV", "SHARE_DATA_KV", "PATHS_KV"],
        r2Buckets: ["MEDIA_BUCKET", "ARCHIVE_BUCKET"],
        serviceBindings: { FLIGHTS: "flights", SHARE_PREVIEW: "share-preview" },
        workers: [
          {
            name: "flights",
            compatibilityDate,
            modules: [
              {
                type: "ESModule",
                path: "index.js",
                contents: await bundle("tests/workerd/support/flight-worker.ts"),
              },
            ],
          },
          await describePreviewWorker(),
        ],
        durableObjects: {
          CHAT_ROOM_DO: { className: "ChatRoom", useSQLite: true },
          AGGREGATOR_DO: { className: "Aggregator", useSQLite: true },
          COORDINATOR_DO: { className: "Coordinator", useSQLite: true },
        },
        // Nobody consumes it here: tests hand batches to the consumer themselves.
        queueProducers: { TRAFFIC_QUEUE: "traffic-events" },
      },
    })),
  ],
  test: {
    include: ["tests/workerd/**/*.test.ts"],
    globalSetup: [
      "tests/workerd/support/redis-servers.ts",
      "tests/workerd/support/webhook-receiver.ts",
      "tests/workerd/support/push-receiver.ts",
      "tests/workerd/support/remote-hosts.ts",
    ],
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
    // Faults are logged as they would be in production; of tests that pass nobody reads it.
    silent: "passed-only",
    testTimeout: 60_000,
    hookTimeout: 30_000,
  },
});

/** A worker beside the tests, which run in one context; its requests each have their own. */
async function bundle(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    format: "esm",
    write: false,
  });
  return outputFiles.map((file) => file.text).join("");
}

/** The worker that draws previews, as it is: with its decoders, its fonts, and the bucket of the tests. */
async function describePreviewWorker() {
  const folder = join(import.meta.dirname, "workers/share-preview");
  return {
    name: "share-preview",
    compatibilityDate,
    compatibilityFlags: ["nodejs_compat"],
    modulesRoot: folder,
    modules: await bundleModules(join(folder, "index.ts"), folder),
    r2Buckets: ["MEDIA_BUCKET"],
    assets: {
      directory: findOrCopyFonts(),
      binding: "FONTS",
      routerConfig: { has_user_worker: true },
      assetConfig: { html_handling: "none" as const, not_found_handling: "none" as const },
    },
  };
}
