import { recordAction } from "@/lib/audit/service";
import { route } from "@/lib/http/route";
import { exportEvents, exportQuerySchema } from "@/lib/traffic/service";

export const runtime = "edge";

export const GET = route(
  { access: "operator", query: exportQuerySchema },
  async ({ deps, query, person }) => {
    // What tells of persons does not leave unseen.
    if (!query.anonymize) {
      const { from, to, format, path } = query;
      const detail = { from, to, format };
      await recordAction(deps, person, { action: "events.export", targetId: path, detail });
    }
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
