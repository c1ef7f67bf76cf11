import { botParams, nameBotSchema } from "@/lib/bot/schema";
import { changeBot, removeBot } from "@/lib/bot/service";
import { json, noContent, route } from "@/lib/http/route";

export const runtime = "edge";

export const PATCH = route(
  { access: "member", params: botParams, body: nameBotSchema },
  async ({ deps, person, params, body }) =>
    json({ bot: await changeBot(deps, person, params.botId, body.name) }),
);

/** Ends it: its tokens at once, its memberships after; its messages stay. */
export const DELETE = route(
  { access: "member", params: botParams },
  async ({ deps, person, params }) => {
    await removeBot(deps, person, params.botId);
    return noContent();
  },
);
