import { togetherMs } from "@/lib/audit/domain";
import { recordAction } from "@/lib/audit/service";
import { json, route } from "@/lib/http/route";
import { archiveDateSchema } from "@/lib/traffic/archive/schema";
import { restoreArchive } from "@/lib/traffic/service";

export const runtime = "edge";

/** One call puts some rows back: 202 until all are there, then 200. */
export const POST = route(
  { access: "operator", body: archiveDateSchema },
  async ({ deps, person, body: { date } }) => {
    const deed = { action: "archive.restore", targetId: date, oncePerMs: togetherMs } as const;
    await recordAction(deps, person, deed);
    const restored = await restoreArchive(deps, date);
    return json(restored, restored.complete ? 200 : 202);
  },
);
