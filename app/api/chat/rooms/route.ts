import { createRoom, listRooms } from "@/lib/chat/service";
import { createRoomSchema } from "@/lib/chat/schema";
import { json, route } from "@/lib/http/route";

export const runtime = "edge";

/** My rooms and those that I could join. */
export const GET = route({ access: "member", scope: "chat:read" }, async ({ deps, person }) => {
  return json({ rooms: await listRooms(deps, person) });
});

/** Opens a room; a direct one that stands already answers 200. */
export const POST = route(
  { access: "member", body: createRoomSchema },
  async ({ deps, person, body }) => {
    const { room, created } = await createRoom(deps, person, body);
    return json({ room }, created ? 201 : 200);
  },
);
