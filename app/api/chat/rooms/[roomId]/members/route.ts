import { addMembers, listRoomMembers, removeMembers } from "@/lib/chat/service";
import { membersQuerySchema, roomParamsSchema } from "@/lib/chat/request-schema";
import { memberIdsSchema } from "@/lib/chat/schema";
import { json, noContent, route } from "@/lib/http/route";

export const runtime = "edge";

export const GET = route(
  { access: "member", params: roomParamsSchema, query: membersQuerySchema },
  async ({ deps, person, params, query }) => {
    const { members, nextCursor } = await listRoomMembers(deps, person, params.roomId, query);
    return json({ members, nextCursor });
  },
);

/** Brings people in: `{userIds}` → `{members}`. */
export const POST = route(
  { access: "member", params: roomParamsSchema, body: memberIdsSchema },
  async ({ deps, person, params, body }) => {
    return json({ members: await addMembers(deps, person, params.roomId, body.userIds) });
  },
);

/** Takes people out: `{userIds}` in the body. */
export const DELETE = route(
  { access: "member", params: roomParamsSchema, body: memberIdsSchema },
  async ({ deps, person, params, body }) => {
    await removeMembers(deps, person, params.roomId, body.userIds);
    return noContent();
  },
);
