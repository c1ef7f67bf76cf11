import { roomParamsSchema } from "@/lib/chat/request-schema";
import { chooseInvolvementSchema } from "@/lib/chat/schema";
import { setInvolvement } from "@/lib/chat/service";
import { json, route } from "@/lib/http/route";

export const runtime = "edge";

/** Of what I want to be told in this room. */
export const PUT = route(
  { access: "member", params: roomParamsSchema, body: chooseInvolvementSchema },
  async ({ deps, person, params, body }) => {
    await setInvolvement(deps, person, params.roomId, body.involvement);
    return json({ involvement: body.involvement });
  },
);
