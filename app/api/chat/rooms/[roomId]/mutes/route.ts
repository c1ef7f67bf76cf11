import { listMutes } from "@/lib/chat/service";
import { roomParamsSchema } from "@/lib/chat/request-schema";
import { json, route } from "@/lib/http/route";

export const runtime = "edge";

/** Who is muted now; for those who keep order in the room. */
export const GET = route(
  { access: "member", params: roomParamsSchema },
  async ({ deps, person, params }) => json(await listMutes(deps, person, params.roomId)),
);
