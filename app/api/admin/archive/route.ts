import { json, route } from "@/lib/http/route";
import { archiveListSchema } from "@/lib/traffic/archive/schema";
import { listArchives } from "@/lib/traffic/service";

export const runtime = "edge";

export const GET = route(
  { access: "operator", query: archiveListSchema },
  async ({ deps, query }) => json(await listArchives(deps, query)),
);
