import { linkParams, renameLinkSchema } from "@/lib/dashboard/schema";
import { renameLink, revokeLink } from "@/lib/dashboard/service";
import { json, noContent, route } from "@/lib/http/route";

export const runtime = "edge";

export const PATCH = route(
  { access: "admin", params: linkParams, body: renameLinkSchema },
  async ({ deps, person, params, body }) =>
    json({ link: await renameLink(deps, person, { ...params, ...body }) }),
);

export const DELETE = route(
  { access: "admin", params: linkParams },
  async ({ deps, person, params }) => {
    await revokeLink(deps, person, params.linkId);
    return noContent();
  },
);
