import { json, route } from "@/lib/http/route";
import { adminSharesQuery } from "@/lib/share/admin/schema";
import { searchAllShares } from "@/lib/share/service";

export const runtime = "edge";

export const GET = route(
  { access: "admin", query: adminSharesQuery },
  async ({ deps, request, query }) =>
    json(await searchAllShares(deps, query, new URL(request.url).origin)),
);
