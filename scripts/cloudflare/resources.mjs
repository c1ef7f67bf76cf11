import { ClearError } from "../local/say.mjs";
import { ApiError, isMissing } from "./api.mjs";

/** How each kind of thing is listed and made. `nameOf` and `idOf` read a row of the list. */
const kinds = {
  database: {
    path: "/d1/database",
    nameOf: (row) => row.name,
    idOf: (row) => row.uuid,
    body: (name) => ({ name }),
  },
  namespace: {
    path: "/storage/kv/namespaces",
    nameOf: (row) => row.title,
    idOf: (row) => row.id,
    body: (title) => ({ title }),
  },
  bucket: {
    path: "/r2/buckets",
    pick: (result) => result.buckets,
    nameOf: (row) => row.name,
    idOf: (row) => row.name,
    body: (name) => ({ name }),
  },
  queue: {
    path: "/queues",
    nameOf: (row) => row.queue_name,
    idOf: (row) => row.queue_id,
    body: (queue_name) => ({ queue_name }),
  },
};

/**
 * What there is of each kind: `{database: Map(name → id), …, worker: Map, project}`. Asks for every kind before anything is
 * made, so that a token that may not do something leaves nothing half done.
 */
async function listResources(api, plan) {
  const found = {};
  for (const [kind, { path, pick, nameOf, idOf }] of Object.entries(kinds)) {
    const rows = await api.list(path, pick);
    found[kind] = new Map(rows.map((row) => [nameOf(row), idOf(row)]));
  }
  const scripts = await api.call("GET", "/workers/scripts");
  found.worker = new Map(scripts.map(({ id }) => [id, id]));
  found.project = await findProject(api, plan.project);
  return found;
}

/**
 * Makes what is missing, one after the other, and answers `{ids, made}`: local id → real id, and what was made in words.
 * Things are known by their names, so a run that was cut off anywhere is simply run again.
 */
export async function ensureResources(api, plan, onMade = () => {}) {
  const found = await listResources(api, plan);
  const ids = {};
  const made = [];
  const note = (words) => {
    made.push(words);
    onMade(words);
  };
  const ensure = async (kind, name) => {
    const known = found[kind].get(name);
    if (known !== undefined) return known;
    const id = await make(api, kind, name);
    note(`${kind} ${name}`);
    return id;
  };
  for (const { name, localId } of plan.databases) ids[localId] = await ensure("database", name);
  for (const { name, localId } of plan.namespaces) ids[localId] = await ensure("namespace", name);
  for (const name of plan.buckets) await ensure("bucket", name);
  for (const name of plan.queues) await ensure("queue", name);
  for (const { name } of plan.workers) {
    if (found.worker.has(name)) continue;
    await api.call("PUT", `/workers/scripts/${name}`, draftWorker());
    note(`worker ${name}`);
  }
  if (!found.project) {
    await makeProject(api, plan.project);
    note(`project ${plan.project}`);
  }
  return { ids, made };
}

/** A refusal may mean that an earlier try was heard and its answer lost: what is there now decides. */
async function make(api, kind, name) {
  const { path, pick, nameOf, idOf, body } = kinds[kind];
  try {
    const created = await api.call("POST", path, body(name));
    return idOf(created);
  } catch (error) {
    if (!mayBeThere(error)) throw error;
    const rows = await api.list(path, pick);
    const row = rows.find((each) => nameOf(each) === name);
    if (row) return idOf(row);
    throw nameRefused(error);
  }
}

const mayBeThere = (error) => error instanceof ApiError && [400, 409, 422].includes(error.status);

const nameRefused = ({ message }) =>
  new ClearError(
    `${message}. If somebody else has the name, choose another one: npm run setup:cloudflare -- --name …`,
  );

/** Holds a worker's secrets until the first deployment, as wrangler's own `secret put` does it. */
function draftWorker() {
  const form = new FormData();
  const metadata = { main_module: "draft.mjs", bindings: [] };
  form.set("metadata", JSON.stringify(metadata));
  const source = "export default { fetch: () => new Response(null, { status: 404 }) };";
  form.set("draft.mjs", new File([source], "draft.mjs", { type: "application/javascript+module" }));
  return form;
}

/** The project of Pages, or null. */
export async function findProject(api, name) {
  try {
    return await api.call("GET", `/pages/projects/${name}`);
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

async function makeProject(api, name) {
  try {
    await api.call("POST", "/pages/projects", { name, production_branch: "main" });
  } catch (error) {
    if (!mayBeThere(error)) throw error;
    if (await findProject(api, name)) return;
    throw nameRefused(error);
  }
}
