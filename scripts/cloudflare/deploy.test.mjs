import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { openInstallation } from "../../tests/support/cloudflare/installation.mjs";
import { main as deploy } from "./deploy.mjs";
import { main as setUp } from "./setup.mjs";

// Deployments take wrangler's time; the tests of this file go on from one another.
// wrangler and workerd are started here, on machines that may be busy.
vi.setConfig({ testTimeout: 600_000, hookTimeout: 120_000 });

let cloudflare;
let args;
beforeAll(async () => {
  cloudflare = await openInstallation();
  args = ["--allow-dirty", "--site", join(cloudflare.dir, "site")];
});
afterAll(() => cloudflare.close());

const tablesOf = async (name) => {
  const sql = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name";
  return (await cloudflare.database(name).all(sql)).map((row) => row.name);
};

test("nothing is deployed before it is set up", async () => {
  await expect(cloudflare.run(deploy, args)).rejects.toThrow("npm run setup:cloudflare");
  await cloudflare.run(setUp);
  cloudflare.world().workers.get("plaza-chat-room").secrets.delete("VAPID_SUBJECT");
  const from = cloudflare.control.calls.length;
  await expect(cloudflare.run(deploy, args)).rejects.toThrow("VAPID_SUBJECT not set everywhere");
  expect(cloudflare.writes(from)).toEqual([]);
  await cloudflare.run(setUp);
});

test("a migration that fails leaves nothing, names itself and stops everything after it", async () => {
  let queries = 0;
  cloudflare.control.fault = ({ path, body }) => {
    if (!path.endsWith("/query") || !body.includes("0002_shares")) return null;
    queries += 1;
    return { status: 400, body: { success: false, errors: [{ code: 7500, message: "no" }] } };
  };
  await expect(cloudflare.run(deploy, args)).rejects.toThrow(
    "migration 0002_shares_tokens_attachments.sql of plaza failed and left nothing behind",
  );
  cloudflare.control.fault = () => null;
  expect(queries).toBe(1);
  expect(await tablesOf("plaza")).not.toContain("shares");
  expect(await tablesOf("plaza")).toContain("users");
  expect(cloudflare.world().workers.get("plaza-chat-room").classes.size).toBe(0);
});

test("databases that hold something else are not touched", async () => {
  const { databases } = cloudflare.world();
  const [own] = databases;
  databases[0] = { ...own, slot: 63 };
  await cloudflare.database("plaza").run("CREATE TABLE orders (id INTEGER)");
  await expect(cloudflare.run(deploy, args)).rejects.toThrow("not Plaza's (orders");
  databases[0] = own;
});

test("a worker that is refused stops the deployment before the site", async () => {
  // The answer to one migration gets lost: it is found in the ledger and not applied twice.
  let isLost = false;
  cloudflare.control.fault = ({ method, path, body }) => {
    if (method === "PUT" && path.endsWith("/scripts/plaza-path-stats")) {
      const errors = [{ code: 10021, message: "Script startup exceeded CPU time limit" }];
      return { status: 400, body: { success: false, errors, result: null } };
    }
    if (isLost || !path.endsWith("/query") || !body.includes("0004_dashboard")) return null;
    isLost = true;
    return "drop-answer";
  };
  await expect(cloudflare.run(deploy, args)).rejects.toThrow(
    /plaza-path-stats could not be deployed:[^]*CPU time limit/,
  );
  cloudflare.control.fault = () => null;
  expect(isLost).toBe(true);
  expect(cloudflare.said()).toContain(
    "npx wrangler d1 time-travel restore plaza --bookmark=bookmark-of-plaza",
  );
  expect(await tablesOf("plaza")).toContain("message_index");
  expect(await tablesOf("plaza-traffic")).toContain("traffic_events");
  const { workers, projects } = cloudflare.world();
  expect([...workers.get("plaza-chat-room").classes]).toEqual(["ChatRoom"]);
  expect(projects.get("plaza").deployments).toEqual([]);
});

test("a deployment goes on where one stopped: workers in the order of their bindings, then the site", async () => {
  const from = cloudflare.control.calls.length;
  await cloudflare.run(deploy, args);
  const uploads = cloudflare.writes(from).flatMap(({ method, path }) => {
    const [, name] = /\/workers\/scripts\/([a-z-]+)(?:\/versions)?$/.exec(path) ?? [];
    if (name && (method === "PUT" || path.endsWith("/versions"))) return [name];
    return path.endsWith("/pages/projects/plaza/deployments") ? ["the site"] : [];
  });
  expect(uploads).toEqual([
    "plaza-chat-room",
    "plaza-path-stats",
    "plaza-share-preview",
    "the site",
  ]);
  expect(cloudflare.control.unknown).toEqual([]);
});

test("what is deployed has the bindings, objects, crons, consumers and secrets of its environment", () => {
  const { workers, databases, namespaces, queues, projects } = cloudflare.world();
  const stats = workers.get("plaza-path-stats");
  expect([...stats.classes]).toEqual(["Aggregator", "Coordinator"]);
  expect(stats.crons).toEqual(["* * * * *"]);
  const bindings = Object.fromEntries(stats.metadata.bindings.map((each) => [each.name, each]));
  expect(bindings.TRAFFIC_DB.id ?? bindings.TRAFFIC_DB.database_id).toBe(databases[1].uuid);
  expect(bindings.PATHS_KV.namespace_id).toBe(namespaces[2].id);
  expect(bindings.CHAT_ROOM_DO.script_name).toBe("plaza-chat-room");
  expect(queues.map(({ consumers }) => consumers[0].script)).toEqual([
    "plaza-path-stats",
    "plaza-path-stats",
  ]);
  expect(queues[0].consumers[0].dead_letter_queue).toBe("traffic-events-dlq");
  expect([...workers.get("plaza-chat-room").secrets.keys()]).toEqual([
    "VAPID_PUBLIC_KEY",
    "VAPID_PRIVATE_KEY",
    "VAPID_SUBJECT",
  ]);
  const [site] = projects.get("plaza").deployments;
  expect(site.environment).toBe("production");
  expect(site.worker).toContain(databases[0].uuid);
  expect(Object.keys(site.manifest)).toContain("/hello.txt");
});

test("deployed again nothing is migrated or made twice, and an unwell site fails the deployment", async () => {
  cloudflare.control.health = 503;
  const from = cloudflare.control.calls.length;
  await expect(cloudflare.run(deploy, args)).rejects.toThrow('"Rolling back"');
  expect(cloudflare.said()).toContain("plaza is migrated");
  const { workers, queues, projects } = cloudflare.world();
  expect(workers.size).toBe(3);
  expect(workers.get("plaza-chat-room").migrationTag).toBe("v1");
  expect(workers.get("plaza-chat-room").secrets.size).toBe(3);
  expect(queues.map(({ consumers }) => consumers.length)).toEqual([1, 1]);
  expect(projects.get("plaza").deployments).toHaveLength(2);
  const migrations = cloudflare.writes(from).filter(({ body }) => body.includes("d1_migrations ("));
  expect(migrations).toEqual([]);
});
