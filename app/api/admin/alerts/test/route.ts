import { sendTestAlert } from "@/lib/alerts/service";
import { json, route } from "@/lib/http/route";

export const runtime = "edge";

export const POST = route({ access: "operator" }, async ({ deps }) =>
  json(await sendTestAlert(deps)),
);
