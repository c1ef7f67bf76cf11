import { getMessages, postMessage, prefetchMessages } from "@/lib/chat/service";
import { messagesQuerySchema, roomParamsSchema } from "@/lib/chat/request-schema";
import { postMessageSchema } from "@/lib/chat/schema";
import { json, route } from "@/lib/http/route";

export const runtime = "edge";

export const GET = route(
  {
    access: "member",
    scope: "chat:read",
    params: roomParamsSchema,
    query: messagesQuerySchema,
    prefetch: (deps, { roomId }, query, userId) => prefetchMessages(deps, roomId, userId, query),
  },
  async ({ deps, person, params, query }) => {
    const page = await getMessages(deps, person, params.roomId, query);
    const { messages, rev, lastSeq, epoch, hasMore } = page;
    return json({ messages, rev, lastSeq, epoch, hasMore });
  },
);

/** 201 for a new message, 200 with the first one when the clientId is known. */
export const POST = route(
  { access: "member", scope: "chat:write", params: roomParamsSchema, body: postMessageSchema },
  async ({ deps, person, params, body }) => {
    const { message, created } = await postMessage(deps, person, params.roomId, body);
    return json({ message }, created ? 201 : 200);
  },
);
