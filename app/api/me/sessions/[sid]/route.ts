import { sessionParams } from "@/lib/auth/schema";
import { signOutSession } from "@/lib/auth/service";
import { noContent, route } from "@/lib/http/route";

export const runtime = "edge";

export const DELETE = route(
  { access: "member", params: sessionParams },
  async ({ deps, person, params }) => {
    await signOutSession(deps, person, params.sid);
    return noContent();
  },
);
