import { sendTestAlert } from "@/lib/alerts/service";
import { json, route } from "@/lib/http/route";

export const runtime = "edge";

export const POST = route({ access: "operator" }, async ({ deps, person }) =>
  json(await sendTestAlert(deps, person)),
);
