import { banMember, liftBan } from "@/lib/chat/service";
import { banSchema } from "@/lib/chat/moderation-schema";
import { roomMemberParamsSchema } from "@/lib/chat/request-schema";
import { noContent, route } from "@/lib/http/route";

export const runtime = "edge";

/** Takes somebody out and keeps them out, for `seconds` or for good; for those who keep order in the room. */
export const PUT = route(
  { access: "member", params: roomMemberParamsSchema, body: banSchema },
  async ({ deps, person, params, body }) => {
    await banMember(deps, person, params, body);
    return noContent();
  },
);

/** Lets them come back. */
export const DELETE = route(
  { access: "member", params: roomMemberParamsSchema },
  async ({ deps, person, params }) => {
    await liftBan(deps, person, params);
    return noContent();
  },
);
