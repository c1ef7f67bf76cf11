import { json, route } from "@/lib/http/route";
import { getPushKey } from "@/lib/notify/service";

export const runtime = "edge";

/** What browsers need to subscribe; null where this installation sends no pushes. */
export const GET = route({ access: "member" }, async ({ deps }) => json({ key: getPushKey(deps) }));
