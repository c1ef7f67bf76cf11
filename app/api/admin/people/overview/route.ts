import { getPeopleOverview } from "@/lib/auth/service";
import { json, route } from "@/lib/http/route";

export const runtime = "edge";

export const GET = route({ access: "admin" }, async ({ deps }) =>
  json(await getPeopleOverview(deps)),
);
