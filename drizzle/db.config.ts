import { defineConfig } from "drizzle-kit";

/** Migrations of the database bound as `DB`: `npm run db:generate -- --name <intent>`. */
export default defineConfig({
  dialect: "sqlite",
  schema: "./drizzle/schema/index.ts",
  out: "./drizzle/migrations/db",
});
