import { createDeps } from "../../lib/platform/deps";
import { indexMessages, searchMessages } from "../../lib/search/service";

/** The search alone in an isolate, beside its D1: fills, indexes, asks. */
export default {
  async fetch(request, env, context) {
    const deps = createDeps(env, (promise) => context.waitUntil(promise));
    const { pathname } = new URL(request.url);
    if (pathname === "/index") return Response.json(await indexMessages(deps));
    const { sql, values, person, query } = await request.json();
    if (pathname === "/run") {
      const { meta } = await env.DB.prepare(sql)
        .bind(...values)
        .run();
      return Response.json(meta.size_after);
    }
    const startedAt = performance.now();
    const { results, nextCursor } = await searchMessages(deps, person, { limit: 20, ...query });
    const ms = performance.now() - startedAt;
    return Response.json({
      ms,
      found: results.map(({ message }) => message.body),
      nextCursor,
      d1Queries: deps.cost.d1Queries,
    });
  },
};
