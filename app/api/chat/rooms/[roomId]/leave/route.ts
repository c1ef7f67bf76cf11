import { leaveRoom } from "@/lib/chat/service";
import { roomParamsSchema } from "@/lib/chat/request-schema";
import { noContent, route } from "@/lib/http/route";

export const runtime = "edge";

export const POST = route(
  { access: "member", params: roomParamsSchema },
  async ({ deps, person, params }) => {
    await leaveRoom(deps, person, params.roomId);
    return noContent();
  },
);
