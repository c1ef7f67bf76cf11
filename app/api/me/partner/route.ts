import { partnerApplicationSchema } from "@/lib/auth/partner/schema";
import { applyAsPartner, findOwnPartner, withdrawApplication } from "@/lib/auth/service";
import { json, noContent, route } from "@/lib/http/route";

export const runtime = "edge";

export const GET = route({ access: "member" }, async ({ deps, person }) =>
  json({ partner: await findOwnPartner(deps, person) }),
);

export const POST = route(
  { access: "member", body: partnerApplicationSchema },
  async ({ deps, person, body }) => json({ partner: await applyAsPartner(deps, person, body) }),
);

export const DELETE = route({ access: "member" }, async ({ deps, person }) => {
  await withdrawApplication(deps, person);
  return noContent();
});
