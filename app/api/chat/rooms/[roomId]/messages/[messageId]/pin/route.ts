import { messageParamsSchema } from "@/lib/chat/request-schema";
import { pinMessage } from "@/lib/chat/service";
import { json, route } from "@/lib/http/route";

export const runtime = "edge";

export const PUT = route(
  { access: "member", params: messageParamsSchema },
  async ({ deps, person, params }) =>
    json({ message: await pinMessage(deps, person, { ...params, on: true }) }),
);

export const DELETE = route(
  { access: "member", params: messageParamsSchema },
  async ({ deps, person, params }) =>
    json({ message: await pinMessage(deps, person, { ...params, on: false }) }),
);
