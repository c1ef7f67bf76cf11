import { json, route } from "@/lib/http/route";
import { archiveDateSchema } from "@/lib/traffic/archive/schema";
import { requestArchive } from "@/lib/traffic/service";

export const runtime = "edge";

export const POST = route({ access: "operator", body: archiveDateSchema }, async ({ deps, body }) =>
  json(await requestArchive(deps, body.date), 202),
);
