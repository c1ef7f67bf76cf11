import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findOrBuildSite } from "../../scripts/local/build.mjs";
import { findFreePort } from "../../scripts/local/free-port.mjs";
import { startPlaza } from "../../scripts/local/plaza.mjs";
import { listDatabases } from "../../scripts/local/workers.mjs";
import { createCommunity } from "./community.mjs";
import { createClient } from "./http.mjs";
import { startRedis } from "./redis.mjs";

/** Limits out of the way, costs shown, chunks as they leave deployed isolates. */
const variables = {
  // A busy machine must not look like a slow Redis, which the product passes by after 50 ms.
  REDIS_TIMEOUT_MS: "20000",
  EXPOSE_COST: "1",
  LIMIT_POSTS_PER_10_SECONDS: "1000000",
  LIMIT_TICKETS_PER_MINUTE: "1000000",
  LIMIT_MARKS_PER_10_SECONDS: "1000000",
  LIMIT_SIGN_INS_PER_MINUTE: "1000000",
  TRAFFIC_FLUSH_MS: "10000",
  TRAFFIC_ANNOUNCE_MS: "600000",
  SHARE_DOH_URL: "",
};

/**
 * The built product in workerd (that of these sources, unless `builtSite` names another), with a real Redis behind it where there is one: requests go straight to workerd's own port.
 * Answers `{url, client, community, operator, hasRedis, databases, close}`.
 */
export async function openPlaza(builtSite) {
  const siteDir = builtSite ?? (await findOrBuildSite());
  const stateDir = await mkdtemp(join(tmpdir(), "plaza-bench-"));
  const redis = await startRedis();
  const secret = randomBytes(32).toString("base64url");
  const operator = randomBytes(32).toString("base64url");
  const plaza = await startPlaza({
    siteDir,
    stateDir,
    port: await findFreePort(),
    variables: {
      ...variables,
      AUTH_SECRET: secret,
      TICKET_SECRET: randomBytes(32).toString("base64url"),
      OPERATOR_TOKEN: operator,
      ...(redis && { UPSTASH_REDIS_REST_URL: redis.url, UPSTASH_REDIS_REST_TOKEN: redis.token }),
    },
  });
  const client = createClient(plaza.url);
  const open = async (wanted) => {
    const { binding, workerName } = listDatabases().find(({ binding: name }) => name === wanted);
    return plaza.miniflare.getD1Database(binding, workerName);
  };
  return {
    url: plaza.url,
    client,
    operator: { authorization: `Bearer ${operator}` },
    hasRedis: redis !== null,
    community: createCommunity({ db: await open("DB"), secret }),
    openDatabase: open,
    async close() {
      client.close();
      await plaza.stop();
      redis?.stop();
      await rm(stateDir, { recursive: true, force: true });
    },
  };
}
