import { json, noContent, route } from "@/lib/http/route";
import { subscribeSchema, subscriptionQuerySchema } from "@/lib/notify/schema";
import { listBrowsers, subscribe, unsubscribe } from "@/lib/notify/service";

export const runtime = "edge";

/** My browsers that take pushes. */
export const GET = route({ access: "member" }, async ({ deps, person }) =>
  json({ subscriptions: await listBrowsers(deps, person) }),
);

/** Takes this browser on, or its new language. */
export const PUT = route(
  { access: "member", body: subscribeSchema },
  async ({ deps, request, person, body }) =>
    json(await subscribe(deps, person, body, request.headers.get("user-agent"))),
);

/** Takes one of my browsers off the list. */
export const DELETE = route(
  { access: "member", query: subscriptionQuerySchema },
  async ({ deps, person, query }) => {
    await unsubscribe(deps, person, query.id);
    return noContent();
  },
);
