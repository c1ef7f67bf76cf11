import { listActions } from "@/lib/audit/service";
import { updatePersonSchema, userIdParams } from "@/lib/auth/schema";
import { changePerson, getPerson } from "@/lib/auth/service";
import { json, route } from "@/lib/http/route";

export const runtime = "edge";

export const GET = route({ access: "admin", params: userIdParams }, async ({ deps, params }) => {
  const [person, { entries, names }] = await Promise.all([
    getPerson(deps, params.userId),
    listActions(deps, { targetId: params.userId, limit: 10 }),
  ]);
  return json({ person, history: entries, names });
});

export const PATCH = route(
  { access: "admin", params: userIdParams, body: updatePersonSchema },
  async ({ deps, person, params, body }) =>
    json({ person: await changePerson(deps, person, params.userId, body) }),
);
