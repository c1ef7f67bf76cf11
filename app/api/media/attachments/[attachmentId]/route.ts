import { attachmentParams } from "@/lib/attachment/schema";
import { serveAttachment } from "@/lib/attachment/service";
import { route } from "@/lib/http/route";

export const runtime = "edge";

export const GET = route(
  { access: "member", params: attachmentParams },
  async ({ deps, request, person, params }) =>
    serveAttachment(deps, person, params.attachmentId, request.headers),
);
