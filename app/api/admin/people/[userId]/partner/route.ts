import { partnerDecisionSchema } from "@/lib/auth/partner/schema";
import { userIdParams } from "@/lib/auth/schema";
import { decidePartner } from "@/lib/auth/service";
import { json, route } from "@/lib/http/route";

export const runtime = "edge";

export const POST = route(
  { access: "admin", params: userIdParams, body: partnerDecisionSchema },
  async ({ deps, person, params, body }) =>
    json({ partner: await decidePartner(deps, person, params.userId, body) }),
);
