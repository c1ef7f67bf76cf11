import { listRoomBots } from "@/lib/bot/service";
import { roomParamsSchema } from "@/lib/chat/request-schema";
import { json, route } from "@/lib/http/route";

export const runtime = "edge";

/** The bots of the room, and those of mine that I could bring in. */
export const GET = route(
  { access: "member", params: roomParamsSchema },
  async ({ deps, person, params }) => json(await listRoomBots(deps, person, params.roomId)),
);
