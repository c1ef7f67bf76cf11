import { alertsQuerySchema } from "@/lib/alerts/schema";
import { listAlerts } from "@/lib/alerts/service";
import { json, route } from "@/lib/http/route";

export const runtime = "edge";

export const GET = route(
  { access: "operator", query: alertsQuerySchema },
  async ({ deps, query }) => json(await listAlerts(deps, query)),
);
