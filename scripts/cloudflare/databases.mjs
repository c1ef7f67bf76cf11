import "../local/quiet.mjs";
import { existsSync, mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { unstable_splitSqlQuery as split } from "wrangler";
import { root } from "../local/paths.mjs";
import { endLeftovers } from "../local/processes.mjs";
import { ClearError } from "../local/say.mjs";
import { readSettings } from "../local/settings.mjs";
import { openLocalDatabase, openRemoteDatabase } from "./database.mjs";
import { getIds, readConfigs } from "./wrangler-files.mjs";

/**
 * The databases of an installation: `{binding, migrationsDir, database}`, and `close`. At Cloudflare, or with `isLocal`
 * those in the state directory of `npm start`, which must not run and is made only with `mayMake`.
 */
export async function openDatabases({ dir, plan, api, environment, isLocal, mayMake = false }) {
  const toDir = ({ folder, migrationsDir }) => join(dir, folder, migrationsDir);
  if (!isLocal) {
    const ids = getIds(readConfigs(dir), environment);
    const databases = plan.databases.map((each) => ({
      binding: each.binding,
      migrationsDir: toDir(each),
      database: openRemoteDatabase(api, { name: each.name, id: ids[each.localId] }),
    }));
    return { databases, close: async () => {} };
  }
  const stateDir = resolve(root, readSettings(process.env).stateDir);
  if (!mayMake && !existsSync(stateDir)) throw new ClearError(`${stateDir} is not there`);
  const miniflare = await openState(stateDir, plan);
  const databases = await Promise.all(
    plan.databases.map(async (each) => ({
      binding: each.binding,
      migrationsDir: toDir(each),
      database: openLocalDatabase(await miniflare.getD1Database(each.binding), {
        name: each.binding,
        split,
      }),
    })),
  );
  return { databases, close: () => miniflare.dispose() };
}

/** A Miniflare that has nothing but the databases, where `npm start` keeps them. */
async function openState(stateDir, plan) {
  if (existsSync(stateDir)) await endLeftovers(stateDir);
  else mkdirSync(stateDir, { recursive: true });
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      modules: true,
      script: "export default {}",
      compatibilityDate: "2026-08-15",
      d1Databases: Object.fromEntries(plan.databases.map((each) => [each.binding, each.localId])),
      resourcePersistencePath: join(stateDir, "storage"),
      telemetry: { enabled: false },
      cf: false,
    }),
  );
  await miniflare.ready.catch((error) => {
    throw new ClearError(`${stateDir} cannot be opened (${error.message})`, { cause: error });
  });
  return miniflare;
}
