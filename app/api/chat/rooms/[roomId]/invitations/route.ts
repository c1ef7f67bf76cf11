import { createInvitation } from "@/lib/chat/service";
import { roomParamsSchema } from "@/lib/chat/request-schema";
import { json, route } from "@/lib/http/route";

export const runtime = "edge";

/** A link into the room that works for 7 days; it is shown once. */
export const POST = route(
  { access: "member", params: roomParamsSchema },
  async ({ deps, person, params, request }) => {
    const { token, expiresAt } = await createInvitation(deps, person, params.roomId);
    const url = new URL(`/invite/${token}`, request.url).href;
    return json({ token, url, expiresAt }, 201);
  },
);
