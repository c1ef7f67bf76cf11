import { applyD1Migrations } from "cloudflare:test";
import { env } from "cloudflare:workers";

await applyD1Migrations(env.DB, env.TEST_MIGRATIONS.db);
await applyD1Migrations(env.TRAFFIC_DB, env.TEST_MIGRATIONS.traffic);
