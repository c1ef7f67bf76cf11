import { ClearError } from "../local/say.mjs";

export const environments = ["production", "preview"];
const localMark = "-local";

/**
 * Everything an installation needs at Cloudflare, read from the wrangler files, which name it once for local use.
 * `configs` maps a folder (`.` for the site) to its raw config; `name` is the installation's, `plaza` unless chosen.
 * Pure. Answers `{project, branch, databases: [{name, localId, binding, migrationsDir, folder}], namespaces: [{name,
 * localId}], buckets, queues, workers: [{folder, name}]}`; workers stand in the order in which they are deployed.
 */
export function planInstallation(configs, { name, environment }) {
  if (!/^[a-z][a-z0-9-]{1,30}[a-z0-9]$/.test(name)) {
    throw new ClearError(`"${name}" cannot be a name: 3 to 32 small letters, digits and hyphens`);
  }
  const rename = toRename(name, environment);
  const entries = Object.entries(configs);
  const every = (key) =>
    entries.flatMap(([folder, raw]) => (raw[key] ?? []).map((row) => [folder, row]));
  const databases = every("d1_databases").map(([folder, row]) => ({
    name: rename(row.database_name),
    localId: row.database_id,
    binding: row.binding,
    migrationsDir: row.migrations_dir,
    folder,
  }));
  const namespaces = every("kv_namespaces").map(([, { id }]) => ({
    name: rename(id.slice(0, -localMark.length)),
    localId: id,
  }));
  const queues = entries.flatMap(([, { queues: used = {} }]) => [
    ...(used.producers ?? []).map(({ queue }) => queue),
    ...(used.consumers ?? []).flatMap(({ queue, dead_letter_queue: dead }) => [queue, dead]),
  ]);
  return {
    project: name,
    branch: environment === "production" ? "main" : "preview",
    databases: uniqueBy(databases, ({ localId }) => localId),
    namespaces: uniqueBy(namespaces, ({ localId }) => localId),
    buckets: unique(every("r2_buckets").map(([, { bucket_name: bucket }]) => rename(bucket))),
    queues: unique(queues.filter(Boolean).map(rename)),
    workers: inOrder(configs).map((folder) => ({ folder, name: rename(configs[folder].name) })),
  };
}

/**
 * The section of one environment for one file: the file's own bindings under the names and ids of that environment.
 * wrangler inherits crons, migrations and assets, but no binding. Pure. `ids` maps a local id to a real one; `vars` are
 * those that somebody set for this environment, and win.
 */
export function toSection(raw, { folder, name, environment, ids, vars = {} }) {
  const rename = toRename(name, environment);
  const each = (rows, change) => rows?.map((row) => ({ ...row, ...change(row) }));
  const section = {
    // Production and preview of the site are one project of Pages.
    ...(folder === "." ? {} : { name: rename(raw.name) }),
    vars: { ...raw.vars, ...vars },
    d1_databases: each(raw.d1_databases, (row) => ({
      database_name: rename(row.database_name),
      database_id: ids[row.database_id],
    })),
    kv_namespaces: each(raw.kv_namespaces, ({ id }) => ({ id: ids[id] })),
    r2_buckets: each(raw.r2_buckets, (row) => ({ bucket_name: rename(row.bucket_name) })),
    queues: raw.queues && {
      producers: each(raw.queues.producers, ({ queue }) => ({ queue: rename(queue) })),
      consumers: each(raw.queues.consumers, ({ queue, dead_letter_queue: dead }) => ({
        queue: rename(queue),
        ...(dead ? { dead_letter_queue: rename(dead) } : {}),
      })),
    },
    // The query that compares with it names the dataset of production (lib/traffic/collect/analytics.ts).
    analytics_engine_datasets:
      environment === "production" ? raw.analytics_engine_datasets : undefined,
    services: each(raw.services, ({ service }) => ({ service: rename(service) })),
    durable_objects: raw.durable_objects && {
      bindings: each(raw.durable_objects.bindings, ({ script_name: script }) =>
        script ? { script_name: rename(script) } : {},
      ),
    },
  };
  return prune(section);
}

/** What a section says of the ids of a file's resources: local id → real id. Pure. */
export function readIds(raw, environment) {
  const section = raw.env?.[environment];
  const pairs = (key, id) =>
    (raw[key] ?? []).map((row) => {
      return [row[id], section?.[key]?.find(({ binding }) => binding === row.binding)?.[id]];
    });
  const all = [...pairs("d1_databases", "database_id"), ...pairs("kv_namespaces", "id")];
  return Object.fromEntries(all.filter(([, id]) => id !== undefined));
}

/**
 * `plaza-chat-room` → `{name}-chat-room`, and `-preview` behind it where it is one; but `-dlq` stays last, as
 * `workers/path-stats` knows its dead letters by it.
 */
function toRename(name, environment) {
  const suffix = environment === "production" ? "" : `-${environment}`;
  return (base) => {
    const own = /^plaza(-|$)/.test(base) ? base.replace("plaza", name) : withPrefix(name, base);
    return own.endsWith("-dlq") ? `${own.slice(0, -4)}${suffix}-dlq` : `${own}${suffix}`;
  };
}

const withPrefix = (name, base) => (name === "plaza" ? base : `${name}-${base}`);

/** Folders of the sidecar workers: whoever holds an object or serves another stands before those who bind to it. */
function inOrder(configs) {
  const folders = Object.keys(configs).filter((folder) => folder !== ".");
  const needs = (folder) => {
    const { durable_objects: objects, services } = configs[folder];
    const scripts = (objects?.bindings ?? []).map((binding) => binding.script_name);
    return new Set([...scripts, ...(services ?? []).map(({ service }) => service)]);
  };
  const ordered = [];
  while (ordered.length < folders.length) {
    const rest = folders.filter((folder) => !ordered.includes(folder));
    const free = rest.find((folder) => {
      return rest.every((other) => other === folder || !needs(folder).has(configs[other].name));
    });
    if (!free) throw new ClearError(`${rest.join(", ")} bind to each other in a circle`);
    ordered.push(free);
  }
  return ordered;
}

const unique = (values) => [...new Set(values)];

/** The first of each key; of databases, the one that says where its migrations are. */
function uniqueBy(rows, keyOf) {
  const known = new Map();
  for (const row of rows) {
    if (!known.has(keyOf(row))) known.set(keyOf(row), row);
  }
  return [...known.values()];
}

/** Without what is undefined or empty. */
function prune(section) {
  const kept = Object.entries(section).filter(([, value]) => {
    if (value === undefined || typeof value === "string") return value !== undefined;
    return Object.values(value).some((part) => part !== undefined);
  });
  return Object.fromEntries(kept);
}
