import { registerSchema } from "@/lib/auth/schema";
import { register } from "@/lib/auth/service";
import { json, route } from "@/lib/http/route";

export const runtime = "edge";

export const POST = route(
  { access: "anyone", body: registerSchema },
  async ({ deps, request, body }) => json(await register(deps, request.headers, body), 201),
);
