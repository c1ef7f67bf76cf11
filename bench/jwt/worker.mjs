import { findPersonWithStatus } from "../../lib/auth/service";
import { createDeps } from "../../lib/platform/deps";
import { openIsolateStore } from "../../lib/platform/isolate";

openIsolateStore();

/** What the jwt callback does (`lib/auth/next-auth.ts`), so many times one after the other, each as a request of its own. */
export default {
  async fetch(request, env, context) {
    const times = Number(new URL(request.url).searchParams.get("times"));
    const claims = { userId: "person0000000001", sid: "session" };
    let queries = 0;
    for (let index = 0; index < times; index += 1) {
      const deps = createDeps(env, (promise) => context.waitUntil(promise));
      const person = await findPersonWithStatus(deps, claims);
      if (person?.role !== "admin") throw new Error("This is not the person");
      queries += deps.cost.d1Queries;
    }
    return Response.json({ queries });
  },
};
