import { json, route } from "@/lib/http/route";
import { listSharesQuery } from "@/lib/share/schema";
import { listShares } from "@/lib/share/service";

export const runtime = "edge";

export const GET = route(
  { access: "member", scope: "share:read", query: listSharesQuery },
  async ({ deps, request, person, query }) =>
    json(await listShares(deps, person, query, new URL(request.url).origin)),
);
