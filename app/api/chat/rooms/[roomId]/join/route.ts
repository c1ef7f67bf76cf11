import { joinRoom } from "@/lib/chat/service";
import { roomParamsSchema } from "@/lib/chat/request-schema";
import { json, route } from "@/lib/http/route";

export const runtime = "edge";

export const POST = route(
  { access: "member", params: roomParamsSchema },
  async ({ deps, person, params }) => {
    return json({ room: await joinRoom(deps, person, params.roomId) });
  },
);
