import { alertIdParams } from "@/lib/alerts/schema";
import { acknowledgeAlert } from "@/lib/alerts/service";
import { json, route } from "@/lib/http/route";

export const runtime = "edge";

export const POST = route(
  { access: "operator", params: alertIdParams },
  async ({ deps, person, params }) =>
    json({ alert: await acknowledgeAlert(deps, params.alertId, person) }),
);
