import { json, route } from "@/lib/http/route";
import { monitorShares } from "@/lib/share/service";

export const runtime = "edge";

export const GET = route({ access: "admin" }, async ({ deps }) => json(await monitorShares(deps)));
