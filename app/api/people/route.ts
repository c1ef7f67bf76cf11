import { peopleQuerySchema } from "@/lib/auth/schema";
import { searchPeople } from "@/lib/auth/service";
import { json, route } from "@/lib/http/route";

export const runtime = "edge";

export const GET = route(
  { access: "member", query: peopleQuerySchema },
  async ({ deps, person, query }) => json({ people: await searchPeople(deps, person, query.q) }),
);
