import { handleAuth } from "@/lib/auth/auth-handler";
import { requestDeps } from "@/lib/platform/context";

export const runtime = "edge";

function handle(request: Request): Promise<Response> {
  return handleAuth(requestDeps(), request);
}

export { handle as GET, handle as POST };
