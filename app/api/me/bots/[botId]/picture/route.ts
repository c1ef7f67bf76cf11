import { maxPictureBytes } from "@/lib/auth/service";
import { botParams } from "@/lib/bot/schema";
import { changeBotPicture } from "@/lib/bot/service";
import { readBytes } from "@/lib/http/read-body";
import { json, route } from "@/lib/http/route";

export const runtime = "edge";

export const PUT = route(
  { access: "member", params: botParams },
  async ({ deps, request, person, params }) => {
    const picture = await readBytes(request, maxPictureBytes);
    return json({ bot: await changeBotPicture(deps, person, params.botId, picture) });
  },
);

export const DELETE = route(
  { access: "member", params: botParams },
  async ({ deps, person, params }) =>
    json({ bot: await changeBotPicture(deps, person, params.botId, null) }),
);
