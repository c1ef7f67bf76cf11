import { noContent, route } from "@/lib/http/route";
import { tokenParams } from "@/lib/token/schema";
import { revokeToken } from "@/lib/token/service";

export const runtime = "edge";

export const DELETE = route(
  { access: "member", params: tokenParams },
  async ({ deps, person, params }) => {
    await revokeToken(deps, person, params.tokenId);
    return noContent();
  },
);
