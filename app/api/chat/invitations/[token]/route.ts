import { acceptInvitation, getInvitation } from "@/lib/chat/service";
import { invitationParamsSchema } from "@/lib/chat/request-schema";
import { json, route } from "@/lib/http/route";

export const runtime = "edge";

/** What the link leads to. */
export const GET = route(
  { access: "member", params: invitationParamsSchema },
  async ({ deps, params }) => {
    const { roomId, name, topic, kind, inviterName, expiresAt } = await getInvitation(
      deps,
      params.token,
    );
    const room = { id: roomId, name, topic, kind };
    return json({ room, invitedBy: inviterName, expiresAt });
  },
);

/** Joins the room. */
export const POST = route(
  { access: "member", params: invitationParamsSchema },
  async ({ deps, person, params }) => {
    return json({ room: await acceptInvitation(deps, person, params.token) });
  },
);
