import { muteMember, unmuteMember } from "@/lib/chat/service";
import { muteSchema } from "@/lib/chat/moderation-schema";
import { roomMemberParamsSchema } from "@/lib/chat/request-schema";
import { noContent, route } from "@/lib/http/route";

export const runtime = "edge";

/** Takes somebody the word for `seconds`; for those who keep order in the room. */
export const PUT = route(
  { access: "member", params: roomMemberParamsSchema, body: muteSchema },
  async ({ deps, person, params, body }) => {
    await muteMember(deps, person, params, body);
    return noContent();
  },
);

/** Gives it back. */
export const DELETE = route(
  { access: "member", params: roomMemberParamsSchema },
  async ({ deps, person, params }) => {
    await unmuteMember(deps, person, params);
    return noContent();
  },
);
