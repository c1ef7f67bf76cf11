import { json, route } from "@/lib/http/route";
import { quietSchema } from "@/lib/notify/schema";
import { getNotifications, setQuiet } from "@/lib/notify/service";

export const runtime = "edge";

/** How I am told of messages while I am away. */
export const GET = route({ access: "member" }, async ({ deps, person }) =>
  json(await getNotifications(deps, person)),
);

/** When I do not want to be disturbed. */
export const PUT = route({ access: "member", body: quietSchema }, async ({ deps, person, body }) =>
  json(await setQuiet(deps, person, body)),
);
