import { roomParamsSchema } from "@/lib/chat/request-schema";
import { nameHookSchema } from "@/lib/hook/schema";
import { createHook, listHooks } from "@/lib/hook/service";
import { json, route } from "@/lib/http/route";

export const runtime = "edge";

/** The room's incoming webhooks, for those who look after it. */
export const GET = route(
  { access: "member", params: roomParamsSchema },
  async ({ deps, person, params }) => json({ hooks: await listHooks(deps, person, params.roomId) }),
);

/** Makes one; its address is in this answer and nowhere else. */
export const POST = route(
  { access: "member", params: roomParamsSchema, body: nameHookSchema },
  async ({ deps, request, person, params, body }) => {
    const { origin } = new URL(request.url);
    return json(await createHook(deps, person, { ...params, ...body, origin }), 201);
  },
);
