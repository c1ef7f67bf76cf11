import { ok, parseForm, parseJson, Refusal } from "./respond.mjs";

/** Scripts, their secrets, crons and versions, as `wrangler deploy` and `wrangler secret put` call for them. */
export async function answerWorkers({ method, path, body }, world, contentType) {
  if (path === "/workers/scripts") return ok([...world.workers.keys()].map((id) => ({ id })));
  const [, single] = /^\/workers\/workers\/([a-z0-9-]+)$/.exec(path) ?? [];
  if (single) return toWorker(world, single);
  const [, kind, name, rest = ""] =
    /^\/workers\/(scripts|services)\/([a-z0-9-]+)(\/.*)?$/.exec(path) ?? [];
  if (!kind) return null;
  if (method === "PUT" && rest === "") {
    const uploaded = readUpload(world, name, await parseForm(body, contentType));
    world.workers.set(name, uploaded);
    return ok(toUploaded(uploaded));
  }
  const worker = world.workers.get(name);
  if (!worker) throw new Refusal(404, 10007, "This Worker does not exist on your account.");
  if (method === "POST" && rest === "/versions") {
    const uploaded = readUpload(world, name, await parseForm(body, contentType));
    worker.waiting.set(uploaded.versions.at(-1), uploaded);
    return ok(toUploaded(uploaded));
  }
  if (method === "POST" && rest.startsWith("/deployments")) {
    const [{ version_id: version }] = parseJson(body).versions;
    world.workers.set(name, worker.waiting.get(version));
    return ok({ id: `deployment-of-${version}` });
  }
  return answerOne(method, rest, body, worker, name);
}

const toUploaded = ({ versions, metadata }) => ({
  id: versions.at(-1),
  startup_time_ms: 1,
  deployment_id: versions.at(-1),
  entry_point: metadata.main_module,
  metadata: { has_preview: false },
  resources: { script: { etag: versions.at(-1), handlers: [] }, bindings: [] },
});

function toWorker(world, name) {
  const worker = world.workers.get(name);
  if (!worker) throw new Refusal(404, 10007, "This Worker does not exist on your account.");
  return ok({ id: name, name, subdomain: { enabled: worker.subdomain, previews_enabled: false } });
}

function answerOne(method, rest, body, worker, name) {
  switch (`${method} ${rest}`) {
    case "GET /secrets":
      return ok([...worker.secrets.keys()].map((each) => ({ name: each, type: "secret_text" })));
    case "PUT /secrets": {
      const { name: secret, text } = parseJson(body);
      worker.secrets.set(secret, text);
      return ok({ name: secret, type: "secret_text" });
    }
    case "PUT /schedules":
      worker.crons = parseJson(body).map(({ cron }) => cron);
      return ok({ schedules: [] });
    case "GET /subdomain":
      return ok({ enabled: worker.subdomain, previews_enabled: false });
    case "POST /subdomain":
      worker.subdomain = parseJson(body).enabled;
      return ok({ enabled: worker.subdomain, previews_enabled: false });
    case "GET ":
      return ok({
        id: name,
        default_environment: {
          environment: "production",
          script: { last_deployed_from: "wrangler", migration_tag: worker.migrationTag },
        },
      });
    case "PATCH /script-settings":
      worker.settings = parseJson(body);
      return ok(worker.settings);
    case "GET /settings":
      return ok({ bindings: worker.metadata.bindings ?? [] });
    case "POST /assets-upload-session":
      worker.assets = Object.keys(parseJson(body).manifest);
      // Everything is there already: nothing to upload, and the token that says so.
      return ok({ buckets: [], jwt: "assets-are-there" });
    case "GET /deployments":
      return ok({ deployments: [toDeployment(worker)] });
    default:
      return null;
  }
}

const toDeployment = ({ versions }) => ({
  id: `deployment-of-${versions.at(-1)}`,
  versions: [{ version_id: versions.at(-1), percentage: 100 }],
});

/** Objects are made by a migration, once; bindings to another worker's objects and services need that worker. */
function readUpload(world, name, form) {
  const metadata = JSON.parse(form.get("metadata"));
  const before = world.workers.get(name);
  const { migrations, bindings = [] } = metadata;
  for (const binding of bindings) {
    const needed = binding.type === "service" ? binding.service : binding.script_name;
    const isObject = binding.type === "durable_object_namespace";
    if (!needed || needed === name || (!isObject && binding.type !== "service")) continue;
    const holder = world.workers.get(needed);
    if (!holder) throw new Refusal(400, 10143, `Script ${needed} not found`);
    if (isObject && !holder.classes.has(binding.class_name)) {
      throw new Refusal(400, 10061, `${needed} does not export ${binding.class_name}`);
    }
  }
  if (migrations && (migrations.old_tag ?? null) !== (before?.migrationTag ?? null)) {
    throw new Refusal(412, 10079, "The migration tag is not the one expected");
  }
  const classes = new Set(before?.classes ?? []);
  for (const step of migrations?.steps ?? []) {
    for (const each of step.new_sqlite_classes ?? []) classes.add(each);
  }
  const keepsSecrets = metadata.keep_bindings?.includes("secret_text");
  const version = `${name}-version-${(before?.versions.length ?? 0) + 1}`;
  return {
    metadata,
    modules: [...form.keys()].filter((key) => key !== "metadata"),
    classes,
    migrationTag: migrations?.new_tag ?? before?.migrationTag,
    secrets: keepsSecrets ? before.secrets : new Map(),
    crons: before?.crons ?? [],
    subdomain: before?.subdomain ?? false,
    versions: [...(before?.versions ?? []), version],
    waiting: new Map(),
  };
}
