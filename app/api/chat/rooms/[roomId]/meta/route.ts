import { getMeta, prefetchMeta } from "@/lib/chat/service";
import { roomParamsSchema } from "@/lib/chat/request-schema";
import { json, route } from "@/lib/http/route";

export const runtime = "edge";

/** What a poller reads: warm it costs one round trip to the cache, together with the session. */
export const GET = route(
  {
    access: "member",
    scope: "chat:read",
    params: roomParamsSchema,
    prefetch: (deps, { roomId }, _query, userId) => prefetchMeta(deps, roomId, userId),
  },
  async ({ deps, person, params }) => {
    const { roomId, rev, lastSeq, lastMessageAt, epoch } = await getMeta(
      deps,
      person,
      params.roomId,
    );
    return json({ roomId, rev, lastSeq, lastMessageAt, epoch });
  },
);
