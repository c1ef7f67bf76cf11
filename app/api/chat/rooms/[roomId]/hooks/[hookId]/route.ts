import { hookParams, nameHookSchema } from "@/lib/hook/schema";
import { renameHook, revokeHook } from "@/lib/hook/service";
import { json, noContent, route } from "@/lib/http/route";

export const runtime = "edge";

export const PATCH = route(
  { access: "member", params: hookParams, body: nameHookSchema },
  async ({ deps, person, params, body }) =>
    json({ hook: await renameHook(deps, person, params, body.name) }),
);

/** Ends it at once; its messages stay. */
export const DELETE = route(
  { access: "member", params: hookParams },
  async ({ deps, person, params }) => {
    await revokeHook(deps, person, params);
    return noContent();
  },
);
