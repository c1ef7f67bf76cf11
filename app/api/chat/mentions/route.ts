import { mentionsQuerySchema } from "@/lib/chat/request-schema";
import { listMentions } from "@/lib/chat/service";
import { json, route } from "@/lib/http/route";

export const runtime = "edge";

export const GET = route(
  { access: "member", query: mentionsQuerySchema },
  async ({ deps, person, query }) => json(await listMentions(deps, person, query)),
);
