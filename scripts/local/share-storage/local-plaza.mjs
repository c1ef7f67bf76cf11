import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findOrBuildSite } from "../build.mjs";
import { findFreePort } from "../free-port.mjs";
import { startPlaza } from "../plaza.mjs";
import { ensureSecrets } from "../secrets.mjs";
import { stopOnSignals } from "../signals.mjs";
import { listCrons, listDatabases } from "../workers.mjs";
import { signUpFirst } from "./client.mjs";

/** Nothing outside this machine is asked or told, and nobody's limits or tokens stand in the way. */
const variables = {
  ADMIN_SETUP_TOKEN: "",
  ALERT_WEBHOOK_URL: "",
  LIMIT_SHARES_PER_MINUTE: "10000",
  SHARE_COPY_REMOTE: "0",
  SHARE_DOH_URL: "",
  UPSTASH_REDIS_REST_URL: "",
  UPSTASH_REDIS_REST_TOKEN: "",
};

/** A Plaza of its own, on a free port with a fresh state directory, which `close` removes. See `runChecks`. */
export async function openLocalPlaza() {
  ensureSecrets();
  const siteDir = await findOrBuildSite();
  const stateDir = mkdtempSync(join(tmpdir(), "plaza-storage-"));
  const port = await findFreePort();
  const start = () => startPlaza({ siteDir, stateDir, port, variables, onLine: showFaults });
  let plaza = null;
  const close = async () => {
    const running = plaza;
    plaza = null;
    await running?.stop();
    rmSync(stateDir, { recursive: true, force: true });
  };
  stopOnSignals(close);
  try {
    plaza = await start();
    const call = await signUpFirst(plaza.url);
    return {
      url: plaza.url,
      call,
      isAdmin: true,
      storage: openStorage(() => plaza.miniflare),
      patienceMs: 10_000,
      restart: async () => {
        await plaza.stop();
        plaza = await start();
      },
      runCrons: () => runCrons(plaza.miniflare),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** What lies in KV, R2 and D1 themselves. */
function openStorage(miniflare) {
  const { binding, workerName: site } = listDatabases().find(({ binding: name }) => name === "DB");
  const kv = () => miniflare().getKVNamespace("SHARE_DATA_KV", site);
  const bucket = () => miniflare().getR2Bucket("MEDIA_BUCKET", site);
  return {
    readKv: async (key) => (await kv()).get(key),
    /** Seconds since the epoch; undefined for a key that stays. */
    readExpiration: async (key) => {
      const { keys } = await (await kv()).list({ prefix: key });
      return keys.find(({ name }) => name === key)?.expiration;
    },
    deleteKv: async (key) => (await kv()).delete(key),
    listObjects: async (prefix) => {
      const { objects } = await (await bucket()).list({ prefix });
      return objects.map(({ key }) => key).sort();
    },
    readObject: async (key) => {
      const object = await (await bucket()).get(key);
      return object && Buffer.from(await object.arrayBuffer());
    },
    readRow: async (shareId) => {
      const database = await miniflare().getD1Database(binding, site);
      return database.prepare("SELECT * FROM shares WHERE id = ?").bind(shareId).first();
    },
  };
}

async function runCrons(miniflare) {
  for (const { name, crons } of listCrons()) {
    const worker = await miniflare.getWorker(name);
    for (const cron of crons) await worker.scheduled({ cron, scheduledTime: new Date() });
  }
}

function showFaults(level, line) {
  if (level === "error") console.error(line);
}
