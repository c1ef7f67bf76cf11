import { adminPeopleQuerySchema } from "@/lib/auth/people/schema";
import { listPeople } from "@/lib/auth/service";
import { json, route } from "@/lib/http/route";

export const runtime = "edge";

export const GET = route(
  { access: "admin", query: adminPeopleQuerySchema },
  async ({ deps, query }) => json(await listPeople(deps, query)),
);
