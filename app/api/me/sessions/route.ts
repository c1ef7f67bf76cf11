import { listSessions, signOutOthers } from "@/lib/auth/service";
import { json, noContent, route } from "@/lib/http/route";

export const runtime = "edge";

export const GET = route({ access: "member" }, async ({ deps, person }) =>
  json({ sessions: await listSessions(deps, person) }),
);

export const DELETE = route({ access: "member" }, async ({ deps, person }) => {
  await signOutOthers(deps, person);
  return noContent();
});
