import { json, route } from "@/lib/http/route";
import { searchQuerySchema } from "@/lib/search/schema";
import { searchMessages } from "@/lib/search/service";

export const runtime = "edge";

export const GET = route(
  { access: "member", query: searchQuerySchema },
  async ({ deps, person, query }) => json(await searchMessages(deps, person, query)),
);
