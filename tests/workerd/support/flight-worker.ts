import { createFlights, fly } from "../../../lib/cache/single-flight";

const flights = createFlights();
let loads = 0;

/**
 * A worker whose requests share flights for real, each with a context of its own: `/?ms=n` loads for n ms,
 * `/?hang` for ever, and `/loads` says how often the truth was asked.
 */
export default {
  async fetch(request: Request, _env: unknown, context: ExecutionContext): Promise<Response> {
    const url = new URL(request.url);
    if (url.pathname === "/loads") return Response.json(loads);
    const load = async () => {
      loads += 1;
      const number = loads;
      if (url.searchParams.has("hang")) await new Promise(() => undefined);
      await scheduler.wait(Number(url.searchParams.get("ms") ?? 0));
      if (url.searchParams.has("fail")) throw new Error("the truth is down");
      return { number };
    };
    const waitUntil = (promise: Promise<unknown>) => context.waitUntil(promise);
    const result = await fly(
      { flights, now: Date.now, waitUntil },
      {
        key: url.searchParams.get("key") ?? "k",
        load,
        accept: () => true,
        after: async () => undefined,
      },
    );
    return Response.json(result);
  },
};
