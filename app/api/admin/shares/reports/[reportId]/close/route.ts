import { noContent, route } from "@/lib/http/route";
import { shareReportParams } from "@/lib/share/schema";
import { closeReport } from "@/lib/share/service";

export const runtime = "edge";

export const POST = route(
  { access: "admin", params: shareReportParams },
  async ({ deps, person, params }) => {
    await closeReport(deps, person, params.reportId);
    return noContent();
  },
);
