import { createLinkSchema } from "@/lib/dashboard/schema";
import { createLink, listLinks } from "@/lib/dashboard/service";
import { json, route } from "@/lib/http/route";

export const runtime = "edge";

export const GET = route({ access: "admin" }, async ({ deps }) =>
  json({ links: await listLinks(deps) }),
);

export const POST = route(
  { access: "admin", body: createLinkSchema },
  async ({ deps, person, body }) => json({ link: await createLink(deps, person, body) }, 201),
);
