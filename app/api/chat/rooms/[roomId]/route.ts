import { changeRoom, getRoom } from "@/lib/chat/service";
import { roomParamsSchema } from "@/lib/chat/request-schema";
import { updateRoomSchema } from "@/lib/chat/schema";
import { json, route } from "@/lib/http/route";

export const runtime = "edge";

export const GET = route(
  { access: "member", params: roomParamsSchema },
  async ({ deps, person, params }) => {
    return json({ room: await getRoom(deps, person, params.roomId) });
  },
);

/** Changes name or topic; for its owner, and for moderators of public rooms. */
export const PATCH = route(
  { access: "member", params: roomParamsSchema, body: updateRoomSchema },
  async ({ deps, person, params, body }) => {
    return json({ room: await changeRoom(deps, person, params.roomId, body) });
  },
);
