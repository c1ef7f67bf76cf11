import { togetherMs } from "@/lib/audit/domain";
import { recordAction } from "@/lib/audit/service";
import { route } from "@/lib/http/route";
import { archiveDownloadSchema } from "@/lib/traffic/archive/schema";
import { openDownload } from "@/lib/traffic/service";

export const runtime = "edge";

export const GET = route(
  { access: "operator", query: archiveDownloadSchema },
  async ({ deps, person, query }) => {
    // The events of a whole day leave, raw: not a question like the others.
    const { date, ...detail } = query;
    const deed = { action: "archive.download", targetId: date, oncePerMs: togetherMs } as const;
    await recordAction(deps, person, { ...deed, detail });
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
