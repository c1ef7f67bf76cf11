import { namesQuerySchema } from "@/lib/auth/schema";
import { listNames } from "@/lib/auth/service";
import { json, route } from "@/lib/http/route";

export const runtime = "edge";

/** What people are called whose ids one has, from mentions: `?ids=a,b` → `{people:[{id,name}]}`; who is gone is left out. */
export const GET = route({ access: "member", query: namesQuerySchema }, async ({ deps, query }) =>
  json({ people: await listNames(deps, query.ids) }),
);
