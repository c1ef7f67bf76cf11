import { listBans } from "@/lib/chat/service";
import { roomParamsSchema } from "@/lib/chat/request-schema";
import { json, route } from "@/lib/http/route";

export const runtime = "edge";

/** Who may not come in; for those who keep order in the room. */
export const GET = route(
  { access: "member", params: roomParamsSchema },
  async ({ deps, person, params }) => json(await listBans(deps, person, params.roomId)),
);
