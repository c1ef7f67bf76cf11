import { linkParams } from "@/lib/dashboard/schema";
import { getSharedReport } from "@/lib/dashboard/service";
import { json, route } from "@/lib/http/route";

export const runtime = "edge";

/** What it shows is the link's to say: the query is not read. */
export const GET = route(
  { access: "anyone", params: linkParams },
  async ({ deps, request, params }) =>
    json(await getSharedReport(deps, request.headers, params.linkId)),
);
