import { json, route } from "@/lib/http/route";
import { createTokenSchema } from "@/lib/token/schema";
import { createToken, listTokens } from "@/lib/token/service";

export const runtime = "edge";

export const GET = route({ access: "member" }, async ({ deps, person }) =>
  json({ tokens: await listTokens(deps, person) }),
);

export const POST = route(
  { access: "member", body: createTokenSchema },
  async ({ deps, person, body }) => json(await createToken(deps, person, body), 201),
);
