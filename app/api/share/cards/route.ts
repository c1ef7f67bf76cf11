import { json, route } from "@/lib/http/route";
import { shareCardsQuery } from "@/lib/share/schema";
import { listCards } from "@/lib/share/service";

export const runtime = "edge";

/** Those of the named shares that are there. */
export const GET = route(
  { access: "member", scope: "share:read", query: shareCardsQuery },
  async ({ deps, request, query }) =>
    json({ shares: await listCards(deps, query.ids, new URL(request.url).origin) }),
);
