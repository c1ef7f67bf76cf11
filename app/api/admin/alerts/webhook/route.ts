import { getWebhook } from "@/lib/alerts/service";
import { json, route } from "@/lib/http/route";

export const runtime = "edge";

export const GET = route({ access: "operator" }, async ({ deps }) => json(await getWebhook(deps)));
