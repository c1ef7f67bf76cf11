import { botParams } from "@/lib/bot/schema";
import { listDeliveries } from "@/lib/bot/service";
import { json, route } from "@/lib/http/route";

export const runtime = "edge";

/** The newest 50 mentions that the bot's webhook was owed. */
export const GET = route(
  { access: "member", params: botParams },
  async ({ deps, person, params }) =>
    json({ deliveries: await listDeliveries(deps, person, params.botId) }),
);
