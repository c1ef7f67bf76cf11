import { markUnread } from "@/lib/chat/service";
import { roomParamsSchema } from "@/lib/chat/request-schema";
import { moveReadSchema } from "@/lib/chat/schema";
import { json, route } from "@/lib/http/route";

export const runtime = "edge";

/** Puts my read position back on purpose. */
export const POST = route(
  { access: "member", params: roomParamsSchema, body: moveReadSchema },
  async ({ deps, person, params, body }) => {
    return json({ readSeq: await markUnread(deps, person, params.roomId, body.seq) });
  },
);
