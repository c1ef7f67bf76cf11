import { route } from "@/lib/http/route";
import { servePreview } from "@/lib/preview/service";
import { shareParams } from "@/lib/share/schema";

export const runtime = "edge";

/** What link cards show; the same for everybody. */
export const GET = route(
  { access: "anyone", params: shareParams },
  async ({ deps, request, params }) => servePreview(deps, params.shareId, request),
);
