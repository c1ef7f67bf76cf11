import { spawn } from "node:child_process";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openInstallation } from "../../tests/support/cloudflare/installation.mjs";
import { inventory, production, siteSecrets } from "../../tests/support/cloudflare/outcome.mjs";
import { main as setUp } from "./setup.mjs";

let cloudflare;
beforeAll(async () => {
  cloudflare = await openInstallation();
});
beforeEach(() => cloudflare.clear());
afterAll(() => cloudflare.close());

describe("a run that is cut off", () => {
  test("after any call is finished by the next, with nothing made twice and the same keys everywhere", async () => {
    await cloudflare.run(setUp);
    const all = cloudflare.writes().length;
    expect(all).toBe(17);
    for (let cut = 1; cut <= all; cut += 1) {
      cloudflare.clear();
      let written = 0;
      cloudflare.control.fault = ({ method }) => {
        if (method !== "GET") written += 1;
        // The last one is done, but nobody hears of it; after it nothing gets through.
        if (written > cut) return "drop";
        return written === cut && method !== "GET" ? "drop-answer" : null;
      };
      await expect(cloudflare.run(setUp)).rejects.toThrow("does not answer");
      cloudflare.control.fault = () => null;
      await cloudflare.run(setUp);
      const world = cloudflare.world();
      expect(inventory(world)).toEqual(production);
      expect(Object.keys(cloudflare.siteSecrets()).sort()).toEqual(siteSecrets);
      const room = world.workers.get("plaza-chat-room").secrets;
      for (const [name, value] of room) expect(value).toBe(cloudflare.siteSecrets()[name].value);
      expect(room.size).toBe(3);
      expect(cloudflare.read("wrangler.toml")).toContain(world.databases[0].uuid);
    }
  });

  test("goes on by itself when only the answers got lost", async () => {
    const heard = new Set();
    cloudflare.control.fault = ({ method, path, body }) => {
      const call = `${method} ${path} ${method === "POST" ? body : ""}`;
      if (method === "GET" || heard.has(call)) return null;
      heard.add(call);
      return "drop-answer";
    };
    await cloudflare.run(setUp);
    expect(inventory(cloudflare.world())).toEqual(production);
    expect(cloudflare.read("wrangler.toml")).toContain(cloudflare.world().databases[0].uuid);
  });

  test("by the death of its process is finished by the next", async () => {
    const command = join(import.meta.dirname, "../local/handed-over.mjs");
    const die = () => {
      const child = spawn(process.execPath, [command, "../cloudflare/setup.mjs"], {
        stdio: ["ignore", "ignore", "ignore", "ipc"],
      });
      // While the keys are being set: they are on the site and not at the worker yet.
      cloudflare.control.fault = ({ method, path }) => {
        if (method !== "PUT" || !path.endsWith("/secrets")) return null;
        child.kill("SIGKILL");
        return "drop";
      };
      return new Promise((done) => child.once("exit", (_code, signal) => done(signal)));
    };
    expect(await die()).toBe("SIGKILL");
    cloudflare.control.fault = () => null;
    expect(cloudflare.world().workers.get("plaza-chat-room").secrets.size).toBe(0);
    const before = { ...cloudflare.siteSecrets() };
    await cloudflare.run(setUp);
    expect(cloudflare.siteSecrets()).toEqual(before);
    const { secrets } = cloudflare.world().workers.get("plaza-chat-room");
    expect(secrets.get("VAPID_PRIVATE_KEY")).toBe(before.VAPID_PRIVATE_KEY.value);
  });
});
