import { auditQuerySchema } from "@/lib/audit/schema";
import { exportActions, listActions } from "@/lib/audit/service";
import { json, route } from "@/lib/http/route";

export const runtime = "edge";

export const GET = route({ access: "admin", query: auditQuerySchema }, async ({ deps, query }) => {
  if (query.format === "json") return json(await listActions(deps, query));
  return new Response(await exportActions(deps, query), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": 'attachment; filename="plaza-audit-log.csv"',
      "cache-control": "private, no-store",
    },
  });
});
