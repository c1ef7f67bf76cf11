import { roomParamsSchema } from "@/lib/chat/request-schema";
import { listPins } from "@/lib/chat/service";
import { json, route } from "@/lib/http/route";

export const runtime = "edge";

export const GET = route(
  { access: "member", params: roomParamsSchema },
  async ({ deps, person, params }) => json(await listPins(deps, person, params.roomId)),
);
