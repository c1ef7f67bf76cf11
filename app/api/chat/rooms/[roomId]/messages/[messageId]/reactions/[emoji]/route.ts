import { reactionParamsSchema } from "@/lib/chat/request-schema";
import { reactToMessage } from "@/lib/chat/service";
import { json, route } from "@/lib/http/route";

export const runtime = "edge";

export const PUT = route(
  { access: "member", scope: "chat:write", params: reactionParamsSchema },
  async ({ deps, person, params }) =>
    json({ message: await reactToMessage(deps, person, { ...params, on: true }) }),
);

export const DELETE = route(
  { access: "member", scope: "chat:write", params: reactionParamsSchema },
  async ({ deps, person, params }) =>
    json({ message: await reactToMessage(deps, person, { ...params, on: false }) }),
);
