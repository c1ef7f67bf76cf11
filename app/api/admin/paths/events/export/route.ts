import { route } from "@/lib/http/route";
import { exportEvents, exportQuerySchema } from "@/lib/traffic/service";

export const runtime = "edge";

export const GET = route(
  { access: "operator", query: exportQuerySchema },
  async ({ deps, query }) => {
    const { body, contentType, fileName } = await exportEvents(deps, query);
    return new Response(body, {
      headers: {
        "content-type": contentType,
        "content-disposition": `attachment; filename="${fileName}"`,
        "cache-control": "private, no-store",
      },
    });
  },
);
