import site from "built:site";
import { createStaleKv } from "../../workerd/support/stale-kv";

/** How far behind reads of KV are when it is stale, in ms; Cloudflare's own bound. */
const lagMs = 60_000;
const names = ["WS_TICKETS_KV", "SHARE_DATA_KV", "PATHS_KV"];
const weather = { kv: "none" };
let opened = null;

/**
 * The built site with a KV that can be made stale or broken, and rooms' objects that can be aborted:
 * `PUT /api/chaos {"kv": "none" | "stale" | "throw" | "hang"}`, `PUT /api/chaos {"abort": roomId}`. Only chaos runs start it.
 */
export default {
  async fetch(request, env, context) {
    opened ??= openAll(env);
    if (new URL(request.url).pathname !== "/api/chaos") {
      return site.fetch(request, { ...env, ...opened }, context);
    }
    const { kv, abort } = await request.json();
    if (kv) weather.kv = kv;
    // The call itself does not survive it.
    if (abort)
      await env.CHAT_ROOM_DO.getByName(abort)
        .abortNow()
        .catch(() => undefined);
    return Response.json({});
  },
};

/** The call itself does not survive it, and sometimes hears nothing more. */
async function abortRoom(room) {
  const late = new Promise((resolve) => setTimeout(resolve, 5_000));
  await Promise.race([room.abortNow().catch(() => undefined), late]);
}

function openAll(env) {
  return Object.fromEntries(
    names.filter((name) => env[name]).map((name) => [name, open(env[name])]),
  );
}

/** Reads look from another place than the one that writes, so that they are behind its own writes too. */
function open(kv) {
  const world = createStaleKv(kv, Date.now);
  const [writer, reader] = [world.place(0), world.place(0)];
  return new Proxy(kv, {
    get(_kv, name) {
      const isRead = name === "get" || name === "getWithMetadata" || name === "list";
      const place = isRead ? reader : writer;
      reader.lagMs = weather.kv === "stale" ? lagMs : 0;
      for (const one of [writer, reader]) one.fault = weather.kv === "stale" ? "none" : weather.kv;
      return place.kv[name].bind(place.kv);
    },
  });
}
