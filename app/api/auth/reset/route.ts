import { resetPasswordSchema } from "@/lib/auth/schema";
import { resetPassword } from "@/lib/auth/service";
import { noContent, route } from "@/lib/http/route";

export const runtime = "edge";

export const POST = route(
  { access: "anyone", body: resetPasswordSchema },
  async ({ deps, request, body }) => {
    await resetPassword(deps, request.headers, body);
    return noContent();
  },
);
