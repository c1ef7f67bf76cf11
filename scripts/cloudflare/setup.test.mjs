import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openInstallation } from "../../tests/support/cloudflare/installation.mjs";
import { inventory, production, siteSecrets } from "../../tests/support/cloudflare/outcome.mjs";
import { main as setUp } from "./setup.mjs";
import { readConfigs } from "./wrangler-files.mjs";

let cloudflare;
beforeAll(async () => {
  cloudflare = await openInstallation();
});
beforeEach(() => cloudflare.clear());
afterAll(() => cloudflare.close());

const files = [
  "wrangler.toml",
  "workers/chat-room/wrangler.toml",
  "workers/path-stats/wrangler.toml",
];

describe("the first run", () => {
  test("makes everything once and writes the ids into the wrangler files", async () => {
    await cloudflare.run(setUp);
    const world = cloudflare.world();
    expect(inventory(world)).toEqual(production);
    const { env } = readConfigs(cloudflare.dir)["workers/path-stats"];
    expect(env.production.name).toBe("plaza-path-stats");
    expect(env.production.d1_databases).toEqual([
      { binding: "DB", database_name: "plaza", database_id: world.databases[0].uuid },
      {
        binding: "TRAFFIC_DB",
        database_name: "plaza-traffic",
        database_id: world.databases[1].uuid,
        migrations_dir: "../../drizzle/migrations/traffic",
      },
    ]);
    expect(env.production.kv_namespaces).toEqual([
      { binding: "PATHS_KV", id: world.namespaces[2].id },
      { binding: "SHARE_DATA_KV", id: world.namespaces[1].id },
    ]);
    expect(env.production.queues.consumers[0]).toEqual({
      queue: "traffic-events",
      max_batch_size: 100,
      max_batch_timeout: 5,
      max_retries: 3,
      max_concurrency: 1,
      dead_letter_queue: "traffic-events-dlq",
    });
    expect(cloudflare.control.unknown).toEqual([]);
  });

  test("leaves what local runs go by as it was", async () => {
    const before = readConfigs(cloudflare.dir);
    await cloudflare.run(setUp);
    for (const [folder, { env: _env, ...raw }] of Object.entries(readConfigs(cloudflare.dir))) {
      expect(raw).toEqual(before[folder]);
    }
  });

  test("sets every secret where it is read, and prints none", async () => {
    const said = await cloudflare.run(setUp);
    expect(Object.keys(cloudflare.siteSecrets()).sort()).toEqual(siteSecrets);
    const { secrets } = cloudflare.world().workers.get("plaza-chat-room");
    expect(secrets.get("VAPID_PRIVATE_KEY")).toBe(cloudflare.siteSecrets().VAPID_PRIVATE_KEY.value);
    expect(cloudflare.siteSecrets().AUTH_SECRET.value).toMatch(/^[A-Za-z0-9_-]{43}$/);
    for (const { value } of Object.values(cloudflare.siteSecrets()))
      expect(said).not.toContain(value);
  });

  test("keeps on this machine only what people must be able to read, for their owner alone", async () => {
    await cloudflare.run(setUp);
    const path = join(cloudflare.dir, ".plaza-cloudflare/plaza-production.env");
    const names = readFileSync(path, "utf8")
      .trimEnd()
      .split("\n")
      .map((line) => line.split("=")[0]);
    expect(names).toEqual(["OPERATOR_TOKEN", "ADMIN_SETUP_TOKEN"]);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test("takes secrets that only their owner knows from the environment", async () => {
    process.env.ALERT_WEBHOOK_URL = "https://hooks.example/alerts";
    await cloudflare.run(setUp);
    const { secrets } = cloudflare.world().workers.get("plaza-path-stats");
    expect([...secrets]).toEqual([["ALERT_WEBHOOK_URL", "https://hooks.example/alerts"]]);
    expect(Object.keys(cloudflare.siteSecrets())).toContain("ALERT_WEBHOOK_URL");
  });
});

describe("a second run", () => {
  test("makes nothing twice, overwrites no secret and changes no file", async () => {
    await cloudflare.run(setUp);
    const texts = files.map(cloudflare.read);
    const values = { ...cloudflare.siteSecrets() };
    const from = cloudflare.control.calls.length;
    await cloudflare.run(setUp);
    expect(cloudflare.writes(from)).toEqual([]);
    expect(files.map(cloudflare.read)).toEqual(texts);
    expect(cloudflare.siteSecrets()).toEqual(values);
  });

  test("finds what stands on a later page of a long list", async () => {
    const world = cloudflare.world();
    for (let index = 0; index < 120; index += 1) {
      world.databases.push({ uuid: `other-${index}`, name: `other-${index}` });
      world.buckets.push({ name: `other-${index}` });
    }
    await cloudflare.run(setUp);
    const from = cloudflare.control.calls.length;
    await cloudflare.run(setUp);
    expect(cloudflare.writes(from)).toEqual([]);
  });

  test("keeps variables that somebody set for one environment", async () => {
    await cloudflare.run(setUp);
    const text = cloudflare.read("wrangler.toml");
    const changed = text.replace(
      "[env.production.vars]",
      '[env.production.vars]\nADMIN_EMAILS = "a@b.example"',
    );
    writeFileSync(join(cloudflare.dir, "wrangler.toml"), changed);
    await cloudflare.run(setUp, ["--preview"]);
    const { env } = readConfigs(cloudflare.dir)["."];
    expect(env.production.vars).toEqual({ TRAFFIC_FLUSH_MS: "10000", ADMIN_EMAILS: "a@b.example" });
    expect(env.preview.vars).toEqual({ TRAFFIC_FLUSH_MS: "10000" });
  });
});

test("a preview has resources of its own and the same project", async () => {
  await cloudflare.run(setUp);
  const before = { ...cloudflare.siteSecrets() };
  await cloudflare.run(setUp, ["--preview"]);
  const { databases, queues, workers, projects } = cloudflare.world();
  expect(databases.map(({ name }) => name)).toEqual([
    "plaza",
    "plaza-traffic",
    "plaza-preview",
    "plaza-traffic-preview",
  ]);
  expect(queues.map((queue) => queue.queue_name)).toContain("traffic-events-preview-dlq");
  expect([...workers.keys()]).toContain("plaza-chat-room-preview");
  expect([...projects.keys()]).toEqual(["plaza"]);
  const { env } = readConfigs(cloudflare.dir)["."];
  expect(env.production.d1_databases[0].database_id).toBe(databases[0].uuid);
  expect(env.preview.d1_databases[0].database_id).toBe(databases[2].uuid);
  expect(env.preview.durable_objects.bindings[0].script_name).toBe("plaza-chat-room-preview");
  expect(cloudflare.siteSecrets()).toEqual(before);
  expect(cloudflare.siteSecrets("preview").AUTH_SECRET.value).not.toBe(before.AUTH_SECRET.value);
  expect(existsSync(join(cloudflare.dir, ".plaza-cloudflare/plaza-preview.env"))).toBe(true);
});
