import { exportRoom } from "@/lib/chat/service";
import { exportQuerySchema, roomParamsSchema } from "@/lib/chat/request-schema";
import { route } from "@/lib/http/route";

export const runtime = "edge";

/** All messages of a room as a file, for its owner. */
export const GET = route(
  { access: "member", params: roomParamsSchema, query: exportQuerySchema },
  async ({ deps, request, person, params, query }) => {
    const { roomId } = params;
    const { origin } = new URL(request.url);
    const file = await exportRoom(deps, person, roomId, query.format, origin);
    return new Response(file.body, {
      headers: {
        "content-type": file.contentType,
        "content-disposition": `attachment; filename="plaza-${roomId}.${file.extension}"`,
        "cache-control": "private, no-store",
        "content-security-policy": "sandbox",
      },
    });
  },
);
