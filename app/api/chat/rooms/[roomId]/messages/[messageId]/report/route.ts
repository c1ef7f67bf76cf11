import { reportMessage } from "@/lib/chat/service";
import { reportSchema } from "@/lib/chat/moderation-schema";
import { messageParamsSchema } from "@/lib/chat/request-schema";
import { json, route } from "@/lib/http/route";

export const runtime = "edge";

/** Asks moderators to look at it: 201, and 200 for the same person's second time. */
export const POST = route(
  { access: "member", params: messageParamsSchema, body: reportSchema },
  async ({ deps, person, params, body }) => {
    const { created } = await reportMessage(deps, person, params, body);
    return json({ messageId: params.messageId }, created ? 201 : 200);
  },
);
