import { exportOwnData } from "@/lib/auth/service";
import { route } from "@/lib/http/route";

export const runtime = "edge";

export const GET = route(
  { access: "member" },
  async ({ deps, person }) =>
    new Response(exportOwnData(deps, person), {
      headers: {
        "content-type": "application/json; charset=utf-8",
        "content-disposition": 'attachment; filename="plaza-export.json"',
        "cache-control": "private, no-store",
      },
    }),
);
