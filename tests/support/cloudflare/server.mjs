import { createServer } from "node:http";
import { answerAssets } from "./assets.mjs";
import { openDatabases } from "./databases.mjs";
import { answerPages } from "./pages.mjs";
import { Refusal, respond } from "./respond.mjs";
import { answerResources } from "./resources.mjs";
import { answerWorkers } from "./workers.mjs";

/**
 * A stand-in for Cloudflare's REST API: a real HTTP server that keeps what it is told, pages its lists, refuses what
 * Cloudflare refuses (a name twice, a token without a permission, another account) and can be made to fail. Its D1 is
 * Miniflare's. What nobody has taught it is answered 404 and noted in `unknown`.
 *
 * `accounts` maps an account's id to `{token, denied}`; `denied` are beginnings of paths the token may not call.
 */
export async function startCloudflare({ accounts }) {
  const databases = openDatabases();
  const worlds = new Map(Object.keys(accounts).map((id) => [id, emptyWorld()]));
  const control = { calls: [], unknown: [], fault: () => null, health: 200 };

  const server = createServer((request, response) => {
    handle(request, response).catch((error) => {
      control.unknown.push(`${request.method} ${request.url}: ${error.stack}`);
      response.destroy();
    });
  });

  async function handle(request, response) {
    const url = new URL(request.url, "http://stand-in");
    const body = await readBody(request);
    const call = { method: request.method, path: url.pathname, body };
    control.calls.push(call);
    const fault = await control.fault(call, control.calls.length);
    if (fault?.status) return respond(response, fault);
    if (fault === "drop") return response.destroy();
    const answer = await decide(call, url, request).catch((error) => {
      if (error instanceof Refusal) return error.answer;
      throw error;
    });
    // Done, and nobody hears of it.
    if (fault === "drop-answer") return response.destroy();
    respond(response, answer);
  }

  async function decide(call, url, request) {
    // The deployed site, for whoever asks how it is.
    if (url.pathname === "/api/health") return { status: control.health, body: {} };
    const asset = answerAssets(call, [...worlds.values()], request.headers);
    if (asset) return asset;
    const [, id, path] = /^\/accounts\/([^/]+)(\/.*)?$/.exec(url.pathname) ?? [];
    const bearer = request.headers.authorization?.replace("Bearer ", "");
    const account = accounts[id];
    if (!account || account.token !== bearer) throw new Refusal(403, 10000, "Authentication error");
    if (account.denied?.some((start) => path.startsWith(start))) {
      throw new Refusal(403, 10000, "Authentication error");
    }
    const world = worlds.get(id);
    const scoped = { ...call, path, query: url.searchParams };
    const type = request.headers["content-type"];
    const answer =
      (await databases.answer(scoped, world)) ??
      answerResources(scoped, world) ??
      (await answerWorkers(scoped, world, type)) ??
      (await answerPages(scoped, world, type));
    if (answer) return answer;
    control.unknown.push(`${call.method} ${path}`);
    throw new Refusal(404, 7003, `Could not route to ${path}`);
  }

  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    control,
    world: (id) => worlds.get(id),
    /** Nothing is there any more, and nothing has been called. */
    clear() {
      for (const id of worlds.keys()) worlds.set(id, emptyWorld());
      Object.assign(control, { calls: [], unknown: [], fault: () => null, health: 200 });
    },
    /** The D1 database with this name. */
    database: (id, name) => databases.open(worlds.get(id), name),
    async stop() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
      await databases.stop();
    },
  };
}

function emptyWorld() {
  return {
    databases: [],
    namespaces: [],
    buckets: [],
    queues: [],
    workers: new Map(),
    projects: new Map(),
    /** Names that belong to somebody else. */
    taken: new Set(),
    assets: new Map(),
  };
}

async function readBody(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}
