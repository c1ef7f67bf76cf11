import { Readable } from "node:stream";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openInstallation } from "../../tests/support/cloudflare/installation.mjs";
import { parseVars } from "../local/secrets.mjs";
import { main as rotate } from "./rotate.mjs";
import { main as setUp } from "./setup.mjs";

let cloudflare;
beforeAll(async () => {
  cloudflare = await openInstallation();
});
beforeEach(async () => {
  cloudflare.clear();
  await cloudflare.run(setUp);
});
afterAll(() => cloudflare.close());

/** The site's secrets by name. */
const site = () => {
  const variables = cloudflare.world().projects.get("plaza").deployment_configs.production.env_vars;
  return Object.fromEntries(Object.entries(variables).map(([name, { value }]) => [name, value]));
};
const room = () => Object.fromEntries(cloudflare.world().workers.get("plaza-chat-room").secrets);
const vault = () => parseVars(cloudflare.read(".plaza-cloudflare/plaza-production.env"));

test("a secret that signs changes in two steps: both count, then the new one alone", async () => {
  const old = site().AUTH_SECRET;
  const said = await cloudflare.run(rotate, ["AUTH_SECRET"]);
  const next = site().AUTH_SECRET_NEXT;
  expect(next).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(site().AUTH_SECRET).toBe(old);
  expect(said).not.toContain(next);
  // Begun twice, it is the same rotation.
  await cloudflare.run(rotate, ["AUTH_SECRET"]);
  expect(site().AUTH_SECRET_NEXT).toBe(next);
  // A setup in between leaves it alone.
  await cloudflare.run(setUp);
  await cloudflare.run(rotate, ["AUTH_SECRET", "--finish"]);
  expect(site()).toMatchObject({ AUTH_SECRET: next });
  expect(site().AUTH_SECRET_NEXT).toBeUndefined();
  expect(Object.keys(vault())).toEqual(["OPERATOR_TOKEN", "ADMIN_SETUP_TOKEN"]);
  await expect(cloudflare.run(rotate, ["AUTH_SECRET", "--finish"])).rejects.toThrow(
    "nothing to finish",
  );
});

test("a rotation whose every answer gets lost ends with one value, whichever call it was", async () => {
  for (const cut of [1, 2]) {
    cloudflare.clear();
    await cloudflare.run(setUp);
    await cloudflare.run(rotate, ["TICKET_SECRET"]);
    const next = site().TICKET_SECRET_NEXT;
    let patches = 0;
    cloudflare.control.fault = ({ method }) => {
      if (method === "PATCH") patches += 1;
      if (patches < cut) return null;
      return method === "PATCH" && patches === cut ? "drop-answer" : "drop";
    };
    await expect(cloudflare.run(rotate, ["TICKET_SECRET", "--finish"])).rejects.toThrow(
      "does not answer",
    );
    cloudflare.control.fault = () => null;
    await cloudflare.run(rotate, ["TICKET_SECRET", "--finish"]);
    expect(site().TICKET_SECRET).toBe(next);
    expect(site().TICKET_SECRET_NEXT).toBeUndefined();
  }
});

test("a rotation that was begun elsewhere is not begun over it", async () => {
  cloudflare.world().projects.get("plaza").deployment_configs.production.env_vars.AUTH_SECRET_NEXT =
    { type: "secret_text", value: "of another machine" };
  await expect(cloudflare.run(rotate, ["AUTH_SECRET"])).rejects.toThrow("not from this machine");
  expect(site().AUTH_SECRET_NEXT).toBe("of another machine");
});

test("keys of notifications change as a pair, at the site and the worker alike, also when cut off in between", async () => {
  const before = room();
  cloudflare.control.fault = ({ method, path }) =>
    method === "PUT" && path.endsWith("/plaza-chat-room/secrets") ? "drop" : null;
  await expect(cloudflare.run(rotate, ["VAPID_PRIVATE_KEY"])).rejects.toThrow("does not answer");
  expect(room()).toEqual(before);
  const ofSite = site().VAPID_PRIVATE_KEY;
  expect(ofSite).not.toBe(before.VAPID_PRIVATE_KEY);
  cloudflare.control.fault = () => null;
  await cloudflare.run(rotate, ["VAPID_PRIVATE_KEY"]);
  expect(room().VAPID_PRIVATE_KEY).toBe(ofSite);
  expect(room().VAPID_PUBLIC_KEY).toBe(site().VAPID_PUBLIC_KEY);
  expect(room().VAPID_PUBLIC_KEY).not.toBe(before.VAPID_PUBLIC_KEY);
  expect(Object.keys(vault())).toEqual(["OPERATOR_TOKEN", "ADMIN_SETUP_TOKEN"]);
});

test("a token for people is in the vault, one of theirs comes from stdin and stays nowhere", async () => {
  const before = vault().OPERATOR_TOKEN;
  await cloudflare.run(rotate, ["OPERATOR_TOKEN"]);
  expect(site().OPERATOR_TOKEN).toBe(vault().OPERATOR_TOKEN);
  expect(vault().OPERATOR_TOKEN).not.toBe(before);
  const input = Readable.from(["https://hooks.example/new\n"]);
  await cloudflare.run(rotate, ["ALERT_WEBHOOK_URL"], { input });
  expect(site().ALERT_WEBHOOK_URL).toBe("https://hooks.example/new");
  const { secrets } = cloudflare.world().workers.get("plaza-path-stats");
  expect(secrets.get("ALERT_WEBHOOK_URL")).toBe("https://hooks.example/new");
  expect(Object.keys(vault())).toEqual(["ADMIN_SETUP_TOKEN", "OPERATOR_TOKEN"]);
});

test("names that are none, and values that are not given, are refused", async () => {
  await expect(cloudflare.run(rotate, ["PATH"])).rejects.toThrow("Names: AUTH_SECRET");
  await expect(cloudflare.run(rotate, ["toString"])).rejects.toThrow("Names: AUTH_SECRET");
  await expect(
    cloudflare.run(rotate, ["ALERT_WEBHOOK_URL"], { input: Readable.from([]) }),
  ).rejects.toThrow("on stdin");
});
