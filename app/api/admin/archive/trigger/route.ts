import { recordAction } from "@/lib/audit/service";
import { json, route } from "@/lib/http/route";
import { archiveDateSchema } from "@/lib/traffic/archive/schema";
import { requestArchive } from "@/lib/traffic/service";

export const runtime = "edge";

export const POST = route(
  { access: "operator", body: archiveDateSchema },
  async ({ deps, person, body: { date } }) => {
    await recordAction(deps, person, { action: "archive.trigger", targetId: date });
    return json(await requestArchive(deps, date), 202);
  },
);
