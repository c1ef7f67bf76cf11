import { maxPictureBytes } from "@/lib/auth/service";
import { hookParams } from "@/lib/hook/schema";
import { changeHookPicture } from "@/lib/hook/service";
import { readBytes } from "@/lib/http/read-body";
import { json, route } from "@/lib/http/route";

export const runtime = "edge";

export const PUT = route(
  { access: "member", params: hookParams },
  async ({ deps, request, person, params }) => {
    const picture = await readBytes(request, maxPictureBytes);
    return json({ hook: await changeHookPicture(deps, person, params, picture) });
  },
);

export const DELETE = route(
  { access: "member", params: hookParams },
  async ({ deps, person, params }) =>
    json({ hook: await changeHookPicture(deps, person, params, null) }),
);
