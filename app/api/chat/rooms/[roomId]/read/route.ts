import { markRead } from "@/lib/chat/service";
import { roomParamsSchema } from "@/lib/chat/request-schema";
import { moveReadSchema } from "@/lib/chat/schema";
import { json, route } from "@/lib/http/route";

export const runtime = "edge";

/** Moves my read position forward. */
export const POST = route(
  { access: "member", scope: "chat:write", params: roomParamsSchema, body: moveReadSchema },
  async ({ deps, person, params, body }) => {
    return json({ readSeq: await markRead(deps, person, params.roomId, body.seq) });
  },
);
