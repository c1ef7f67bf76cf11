import { countReports } from "@/lib/chat/service";
import { json, route } from "@/lib/http/route";

export const runtime = "edge";

/** How many messages wait, up to 100. */
export const GET = route({ access: "moderator" }, async ({ deps, person }) =>
  json({ open: await countReports(deps, person) }),
);
