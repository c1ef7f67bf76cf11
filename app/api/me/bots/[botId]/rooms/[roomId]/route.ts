import { botRoomParams } from "@/lib/bot/schema";
import { addBotToRoom, removeBotFromRoom } from "@/lib/bot/service";
import { json, route } from "@/lib/http/route";

export const runtime = "edge";

/** Brings a bot of mine into a room where I may invite. */
export const PUT = route(
  { access: "member", params: botRoomParams },
  async ({ deps, person, params }) =>
    json({ bot: await addBotToRoom(deps, person, params.botId, params.roomId) }),
);

export const DELETE = route(
  { access: "member", params: botRoomParams },
  async ({ deps, person, params }) =>
    json({ bot: await removeBotFromRoom(deps, person, params.botId, params.roomId) }),
);
