import { createDeps } from "../../lib/platform/deps";
import { runArchiveStep } from "../../lib/traffic/archive/run-step";

/** The archive alone in an isolate, so that its heap can be watched from outside. */
export default {
  async fetch(request, env, context) {
    const { pathname, searchParams } = new URL(request.url);
    const now = () => Number(searchParams.get("now"));
    const deps = createDeps(env, (promise) => context.waitUntil(promise), now);
    if (pathname === "/step") return Response.json(await runArchiveStep(deps));
    const columns = Array.from({ length: 13 }, (_, column) => `value->>${column}`).join(", ");
    await deps.traffic
      .prepare(`INSERT INTO traffic_events SELECT ${columns} FROM json_each(?1)`)
      .bind(await request.text())
      .run();
    return Response.json(null);
  },
};
