import { userIdParams } from "@/lib/auth/schema";
import { createResetLink } from "@/lib/auth/service";
import { json, route } from "@/lib/http/route";

export const runtime = "edge";

export const POST = route(
  { access: "admin", params: userIdParams },
  async ({ deps, request, person, params }) => {
    const { origin } = new URL(request.url);
    return json(await createResetLink(deps, person, params.userId, origin), 201);
  },
);
