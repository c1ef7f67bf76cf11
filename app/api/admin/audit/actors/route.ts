import { listActors } from "@/lib/audit/service";
import { json, route } from "@/lib/http/route";

export const runtime = "edge";

export const GET = route({ access: "admin" }, async ({ deps }) =>
  json({ actors: await listActors(deps) }),
);
