import { route } from "@/lib/http/route";
import { archiveDownloadSchema } from "@/lib/traffic/archive/schema";
import { openDownload } from "@/lib/traffic/service";

export const runtime = "edge";

export const GET = route(
  { access: "operator", query: archiveDownloadSchema },
  async ({ deps, query }) => {
    const { body, size, contentType, name } = await openDownload(deps, query);
    return new Response(body, {
      headers: {
        "content-type": contentType,
        "content-length": String(size),
        "content-disposition": `attachment; filename="${name}"`,
        "cache-control": "private, no-store",
      },
    });
  },
);
