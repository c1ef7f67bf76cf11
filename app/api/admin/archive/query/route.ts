import { json, route } from "@/lib/http/route";
import { archiveQuerySchema } from "@/lib/traffic/archive/schema";
import { queryArchive } from "@/lib/traffic/service";

export const runtime = "edge";

export const GET = route(
  { access: "operator", query: archiveQuerySchema },
  async ({ deps, query }) => json(await queryArchive(deps, query)),
);
