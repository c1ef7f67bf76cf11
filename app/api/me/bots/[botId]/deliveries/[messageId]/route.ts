import { deliveryParams } from "@/lib/bot/schema";
import { sendAgain } from "@/lib/bot/service";
import { json, route } from "@/lib/http/route";

export const runtime = "edge";

/** Sends it again now, under the same id. */
export const POST = route(
  { access: "member", params: deliveryParams },
  async ({ deps, person, params }) => json({ delivery: await sendAgain(deps, person, params) }),
);
