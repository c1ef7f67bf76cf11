import { json, route } from "@/lib/http/route";
import { pathStatsQuerySchema } from "@/lib/traffic/report/schema";
import { getPathStats } from "@/lib/traffic/service";

export const runtime = "edge";

export const GET = route(
  { access: "operator", query: pathStatsQuerySchema },
  async ({ deps, query }) => json(await getPathStats(deps, query)),
);
