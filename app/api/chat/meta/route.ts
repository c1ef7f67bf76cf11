import { listMetas } from "@/lib/chat/service";
import { metaQuerySchema } from "@/lib/chat/request-schema";
import { json, route } from "@/lib/http/route";

export const runtime = "edge";

/** The numbers of up to 50 rooms; those that I may not see are left out. */
export const GET = route(
  { access: "member", query: metaQuerySchema },
  async ({ deps, person, query }) => json({ rooms: await listMetas(deps, person, query.rooms) }),
);
