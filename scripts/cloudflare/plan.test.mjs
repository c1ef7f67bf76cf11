import { expect, test } from "vitest";
import { planInstallation, readIds, toSection } from "./plan.mjs";
import { toToml } from "./toml.mjs";

const site = {
  name: "plaza",
  d1_databases: [{ binding: "DB", database_name: "plaza", database_id: "plaza-local" }],
  analytics_engine_datasets: [{ binding: "TRAFFIC_ANALYTICS", dataset: "plaza_traffic" }],
  services: [{ binding: "DRAWS", service: "plaza-draws" }],
  durable_objects: {
    bindings: [{ name: "ROOM", class_name: "Room", script_name: "plaza-rooms" }],
  },
};
const worker = (name, needs) => ({
  name,
  durable_objects: { bindings: needs.map((script_name) => ({ name: "X", script_name })) },
});

test("workers stand before those that bind to them, and a circle is told of", () => {
  const order = (configs) => {
    const all = { ".": site, ...configs };
    return planInstallation(all, { name: "plaza", environment: "production" }).workers;
  };
  const names = (configs) => order(configs).map(({ name }) => name);
  const counts = worker("plaza-counts", ["plaza-rooms", undefined]);
  expect(names({ counts, rooms: worker("plaza-rooms", []) })).toEqual([
    "plaza-rooms",
    "plaza-counts",
  ]);
  expect(() => names({ counts, rooms: worker("plaza-rooms", ["plaza-counts"]) })).toThrow(
    "in a circle",
  );
});

test.each(["Plaza", "p", "a name", "-plaza", "plaza-", "x".repeat(40), "plaza;"])(
  "%s cannot be the name of an installation",
  (name) => {
    expect(() => planInstallation({ ".": site }, { name, environment: "production" })).toThrow(
      "cannot be a name",
    );
  },
);

test("a section has the names and ids of its environment, and the dataset only where it is asked", () => {
  const at = { folder: ".", name: "agora", ids: { "plaza-local": "an-id" } };
  expect(toSection(site, { ...at, environment: "preview", vars: { A: "1" } })).toEqual({
    vars: { A: "1" },
    d1_databases: [{ binding: "DB", database_name: "agora-preview", database_id: "an-id" }],
    services: [{ binding: "DRAWS", service: "agora-draws-preview" }],
    durable_objects: {
      bindings: [{ name: "ROOM", class_name: "Room", script_name: "agora-rooms-preview" }],
    },
  });
  const production = toSection(site, { ...at, environment: "production" });
  expect(production.analytics_engine_datasets).toEqual(site.analytics_engine_datasets);
  expect(readIds({ ...site, env: { production } }, "production")).toEqual({
    "plaza-local": "an-id",
  });
  expect(readIds({ ...site, env: { production } }, "preview")).toEqual({});
});

test("sections are written as TOML, tables within tables and texts with quotes included", () => {
  const section = {
    name: "a",
    vars: { TEXT: 'say "hi" \\ 你好\n' },
    queues: { producers: [{ queue: "q" }], consumers: [{ queue: "q", max_retries: 3 }] },
  };
  expect(toToml(["env", "production"], section)).toBe(`[env.production]
name = "a"

[env.production.vars]
TEXT = "say \\"hi\\" \\\\ 你好\\n"

[[env.production.queues.producers]]
queue = "q"

[[env.production.queues.consumers]]
queue = "q"
max_retries = 3
`);
});
