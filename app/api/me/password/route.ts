import { changePasswordSchema } from "@/lib/auth/schema";
import { changePassword } from "@/lib/auth/service";
import { noContent, route } from "@/lib/http/route";

export const runtime = "edge";

export const PUT = route(
  { access: "member", body: changePasswordSchema },
  async ({ deps, request, person, body }) => {
    await changePassword(deps, person, request.headers, body);
    return noContent();
  },
);
