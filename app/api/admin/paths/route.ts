import { json, route } from "@/lib/http/route";
import { pathsQuerySchema } from "@/lib/traffic/report/schema";
import { getPathsReport, toRetiredSource } from "@/lib/traffic/service";

export const runtime = "edge";

export const GET = route(
  { access: "operator", query: pathsQuerySchema },
  async ({ deps, query }) => {
    if (query.source) throw toRetiredSource();
    return json(await getPathsReport(deps, query));
  },
);
