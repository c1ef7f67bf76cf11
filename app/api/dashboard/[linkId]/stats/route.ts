import { linkParams, sharedStatsQuerySchema } from "@/lib/dashboard/schema";
import { getSharedPathStats } from "@/lib/dashboard/service";
import { json, route } from "@/lib/http/route";

export const runtime = "edge";

export const GET = route(
  { access: "anyone", params: linkParams, query: sharedStatsQuerySchema },
  async ({ deps, request, params, query }) =>
    json(await getSharedPathStats(deps, request.headers, { ...params, ...query })),
);
