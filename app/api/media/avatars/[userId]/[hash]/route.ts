import { avatarParams } from "@/lib/auth/schema";
import { servePicture } from "@/lib/auth/service";
import { route } from "@/lib/http/route";

export const runtime = "edge";

export const GET = route({ access: "anyone", params: avatarParams }, async ({ deps, params }) =>
  servePicture(deps, params.userId, params.hash),
);
