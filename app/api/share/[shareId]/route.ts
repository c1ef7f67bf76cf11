import { json, noContent, route } from "@/lib/http/route";
import { extendShareSchema, shareParams } from "@/lib/share/schema";
import { extendShare, getShare, removeShare } from "@/lib/share/service";

export const runtime = "edge";

export const GET = route(
  { access: "anyone", scope: "share:read", params: shareParams },
  async ({ deps, request, params }) =>
    json(await getShare(deps, params.shareId, new URL(request.url).origin)),
);

export const PATCH = route(
  { access: "member", scope: "share:write", params: shareParams, body: extendShareSchema },
  async ({ deps, request, person, params, body }) => {
    const { origin } = new URL(request.url);
    const life = { days: body.expiresInDays, origin };
    return json(await extendShare(deps, person, params.shareId, life));
  },
);

export const DELETE = route(
  { access: "member", scope: "share:write", params: shareParams },
  async ({ deps, person, params }) => {
    await removeShare(deps, person, params.shareId);
    return noContent();
  },
);
