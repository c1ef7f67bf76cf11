import { editMessage, removeMessage } from "@/lib/chat/service";
import { messageParamsSchema } from "@/lib/chat/request-schema";
import { editMessageSchema } from "@/lib/chat/schema";
import { json, route } from "@/lib/http/route";

export const runtime = "edge";

export const PATCH = route(
  { access: "member", params: messageParamsSchema, body: editMessageSchema },
  async ({ deps, person, params, body }) => {
    const { roomId, messageId } = params;
    const edit = { roomId, messageId, body: body.body };
    return json({ message: await editMessage(deps, person, edit) });
  },
);

/** Leaves a tombstone, which is answered. */
export const DELETE = route(
  { access: "member", params: messageParamsSchema },
  async ({ deps, person, params }) => {
    return json({ message: await removeMessage(deps, person, params) });
  },
);
