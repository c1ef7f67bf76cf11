import { json, route } from "@/lib/http/route";
import { listReports } from "@/lib/share/service";

export const runtime = "edge";

export const GET = route({ access: "admin" }, async ({ deps, request }) =>
  json({ reports: await listReports(deps, new URL(request.url).origin) }),
);
