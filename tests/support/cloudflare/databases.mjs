import { randomUUID } from "node:crypto";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { unstable_splitSqlQuery as splitSqlQuery } from "wrangler";
import { ok, parseJson, Refusal, toPage } from "./respond.mjs";

const poolSize = 64;

/** Whole batches go into workerd at once: each call of a binding from here would cost a round trip. */
const script = `export default {
  async fetch(request, env) {
    const { slot, statements, params } = await request.json();
    const database = env["DB" + slot];
    try {
      const prepared = statements.map((text) => database.prepare(text).bind(...params));
      return Response.json({ results: await database.batch(prepared) });
    } catch (error) {
      return Response.json({ error: error.message });
    }
  },
};`;

/** D1 behind the stand-in: databases of Miniflare, handed out as they are made. */
export function openDatabases() {
  let miniflare = null;
  let used = 0;

  /** The results of statements that are one batch, or an `error`. */
  async function runBatch(slot, statements, params) {
    miniflare ??= new Miniflare(
      convertV4MiniflareOptions({
        modules: true,
        script,
        compatibilityDate: "2026-08-15",
        d1Databases: Array.from({ length: poolSize }, (_, index) => `DB${index}`),
        telemetry: { enabled: false },
        cf: false,
      }),
    );
    const body = JSON.stringify({ slot, statements, params });
    const response = await miniflare.dispatchFetch("http://d1", { method: "POST", body });
    return response.json();
  }

  /** Which of Miniflare's databases is behind one, from the first question to it on. */
  function slotOf(row) {
    if (row.slot === undefined) {
      if (used === poolSize) throw new Error("The stand-in has no further databases");
      row.slot = used;
      used += 1;
    }
    return row.slot;
  }

  async function answer({ method, path, query, body }, world) {
    if (path === "/d1/database" && method === "GET") {
      return toPage(
        world.databases.map(({ uuid, name }) => ({ uuid, name })),
        query,
      );
    }
    if (path === "/d1/database" && method === "POST") {
      const { name } = parseJson(body);
      if (world.taken.has(name) || world.databases.some((row) => row.name === name)) {
        throw new Refusal(400, 7502, `Database with name '${name}' already exists`);
      }
      const row = { uuid: randomUUID(), name };
      world.databases.push(row);
      return ok({ uuid: row.uuid, name });
    }
    const [, uuid, verb] = /^\/d1\/database\/([0-9a-f-]{36})(\/.*)?$/.exec(path) ?? [];
    if (!uuid) return null;
    const row = world.databases.find((each) => each.uuid === uuid);
    if (!row) throw new Refusal(404, 7404, "The database does not exist");
    if (verb === "/time_travel/bookmark") return ok({ bookmark: `bookmark-of-${row.name}` });
    if (verb === "/query" && method === "POST")
      return ok(await runQuery(slotOf(row), parseJson(body)));
    return null;
  }

  /** A text of several statements is one batch: all or none, as D1 has it. */
  async function runQuery(slot, { sql, params = [] }) {
    if (params.some((param) => typeof param !== "string")) {
      throw new Refusal(400, 7400, "The request is malformed: params are strings");
    }
    const statements = splitSqlQuery(sql);
    if (statements.length > 1 && params.length > 0) {
      throw new Refusal(400, 7400, "The request is malformed: params of several statements");
    }
    const { results, error } = await runBatch(slot, statements, params);
    if (error) throw new Refusal(400, 7500, error);
    return results;
  }

  /** A way past the API, for tests: `run(sql)` takes several statements, `all(sql)` answers rows. */
  function open(world, name) {
    const slot = slotOf(world.databases.find((row) => row.name === name));
    const run = async (sql) => {
      const { results, error } = await runBatch(slot, splitSqlQuery(sql), []);
      if (error) throw new Error(error);
      return results;
    };
    return { run, all: async (sql) => (await run(sql)).at(-1).results };
  }

  return { answer, open, stop: () => miniflare?.dispose() };
}
