import { updatePersonSchema, userIdParams } from "@/lib/auth/schema";
import { changePerson } from "@/lib/auth/service";
import { json, route } from "@/lib/http/route";

export const runtime = "edge";

export const PATCH = route(
  { access: "admin", params: userIdParams, body: updatePersonSchema },
  async ({ deps, person, params, body }) =>
    json({ person: await changePerson(deps, person, params.userId, body) }),
);
