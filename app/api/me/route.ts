import { toPreferenceCookies } from "@/lib/auth/preferences";
import { deleteAccountSchema, updateProfileSchema } from "@/lib/auth/schema";
import { deleteAccount, getMe, updateProfile } from "@/lib/auth/service";
import { json, noContent, route } from "@/lib/http/route";

export const runtime = "edge";

export const GET = route({ access: "member" }, async ({ deps, person }) =>
  json(await getMe(deps, person)),
);

export const PATCH = route(
  { access: "member", body: updateProfileSchema },
  async ({ deps, person, body }) => {
    const me = await updateProfile(deps, person, body);
    const response = json(me);
    // Only what was chosen now: the page may be ahead of us with the other.
    for (const cookie of toPreferenceCookies(body)) response.headers.append("set-cookie", cookie);
    return response;
  },
);

export const DELETE = route(
  { access: "member", body: deleteAccountSchema },
  async ({ deps, request, person, body }) => {
    await deleteAccount(deps, person, request.headers, body);
    return noContent();
  },
);
