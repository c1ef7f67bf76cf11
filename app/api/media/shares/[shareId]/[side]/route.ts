import { route } from "@/lib/http/route";
import { shareImageParams, shareImageQuery } from "@/lib/share/schema";
import { serveShareImage } from "@/lib/share/service";

export const runtime = "edge";

export const GET = route(
  { access: "anyone", params: shareImageParams, query: shareImageQuery },
  async ({ deps, request, params, query }) =>
    serveShareImage(deps, params.shareId, {
      side: params.side,
      isDownload: query.download === "1",
      headers: request.headers,
    }),
);
