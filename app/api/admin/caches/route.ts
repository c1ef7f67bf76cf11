import { json, route } from "@/lib/http/route";
import { cachesQuerySchema } from "@/lib/telemetry/report/schema";
import { getCachesReport } from "@/lib/telemetry/report/service";

export const runtime = "edge";

export const GET = route(
  { access: "operator", query: cachesQuerySchema },
  async ({ deps, query }) => json(await getCachesReport(deps, query)),
);
