import { listReports } from "@/lib/chat/service";
import { json, route } from "@/lib/http/route";

export const runtime = "edge";

/** Reported messages that wait for a decision. */
export const GET = route({ access: "moderator" }, async ({ deps, person }) =>
  json(await listReports(deps, person)),
);
