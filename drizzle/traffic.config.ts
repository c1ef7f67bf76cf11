import { defineConfig } from "drizzle-kit";

/** Migrations of the database bound as `TRAFFIC_DB`: `npm run db:generate:traffic -- --name <intent>`. */
export default defineConfig({
  dialect: "sqlite",
  schema: "./drizzle/schema/traffic/index.ts",
  out: "./drizzle/migrations/traffic",
});
