import { hookParams } from "@/lib/hook/schema";
import { renewHook } from "@/lib/hook/service";
import { json, route } from "@/lib/http/route";

export const runtime = "edge";

/** A new address; the one before ends at once. */
export const POST = route(
  { access: "member", params: hookParams },
  async ({ deps, request, person, params }) =>
    json(await renewHook(deps, person, params, new URL(request.url).origin)),
);
