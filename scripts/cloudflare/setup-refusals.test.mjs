import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openInstallation } from "../../tests/support/cloudflare/installation.mjs";
import { inventory, production } from "../../tests/support/cloudflare/outcome.mjs";
import { main as setUp } from "./setup.mjs";
import { readConfigs } from "./wrangler-files.mjs";

let cloudflare;
beforeAll(async () => {
  cloudflare = await openInstallation();
});
beforeEach(() => cloudflare.clear());
afterAll(() => cloudflare.close());

describe("what Cloudflare may answer", () => {
  test("a permission that is missing is named, before anything is made", async () => {
    cloudflare.account.denied = ["/queues"];
    await expect(cloudflare.run(setUp)).rejects.toThrow('may the token do "Queues: Edit"');
    expect(cloudflare.writes()).toEqual([]);
  });

  test("another account is refused with a word on both", async () => {
    process.env.CLOUDFLARE_ACCOUNT_ID = "f".repeat(32);
    await expect(cloudflare.run(setUp)).rejects.toThrow(`CLOUDFLARE_ACCOUNT_ID ${"f".repeat(32)}`);
    process.env.CLOUDFLARE_ACCOUNT_ID = "my account";
    await expect(cloudflare.run(setUp)).rejects.toThrow("32 hexadecimal digits");
    delete process.env.CLOUDFLARE_API_TOKEN;
    await expect(cloudflare.run(setUp)).rejects.toThrow("CLOUDFLARE_API_TOKEN must be set");
  });

  test("a name that somebody else has leads to the choice of another, which then works", async () => {
    cloudflare.world().taken.add("plaza-media").add("plaza");
    cloudflare.world().databases.push({ uuid: "0".repeat(36), name: "plaza" });
    await expect(cloudflare.run(setUp)).rejects.toThrow("choose another one");
    await cloudflare.run(setUp, ["--name", "agora"]);
    const { projects, buckets, queues } = cloudflare.world();
    expect([...projects.keys()]).toEqual(["agora"]);
    expect(buckets.map(({ name }) => name)).toEqual(["agora-media", "agora-archive"]);
    expect(queues.map((queue) => queue.queue_name)).toContain("agora-traffic-events-dlq");
    const { env } = readConfigs(cloudflare.dir)["."];
    expect(env.production.durable_objects.bindings[0].script_name).toBe("agora-chat-room");
    const from = cloudflare.control.calls.length;
    await cloudflare.run(setUp);
    expect(cloudflare.writes(from)).toEqual([]);
  });

  test("too many calls and passing failures are waited out", async () => {
    const waits = [];
    const answers = [
      { status: 429, headers: { "retry-after": "7" } },
      { status: 503 },
      { status: 502, headers: { "retry-after": "999999" } },
    ];
    cloudflare.control.fault = () => answers.shift() ?? null;
    await cloudflare.run(setUp, [], { wait: async (ms) => waits.push(ms) });
    expect(waits).toEqual([7000, 2000, 300_000]);
    expect(inventory(cloudflare.world())).toEqual(production);
  });

  test("a failure that does not pass ends the run", async () => {
    cloudflare.control.fault = () => ({ status: 500 });
    await expect(cloudflare.run(setUp)).rejects.toThrow("GET /d1/database: status 500");
    expect(cloudflare.control.calls).toHaveLength(5);
  });

  test("a secret that one place has and another lacks is not made up", async () => {
    await cloudflare.run(setUp);
    cloudflare.world().workers.get("plaza-chat-room").secrets.delete("VAPID_PRIVATE_KEY");
    const from = cloudflare.control.calls.length;
    await expect(cloudflare.run(setUp)).rejects.toThrow(
      "npm run rotate-secret -- VAPID_PRIVATE_KEY",
    );
    expect(cloudflare.writes(from)).toEqual([]);
  });
});
