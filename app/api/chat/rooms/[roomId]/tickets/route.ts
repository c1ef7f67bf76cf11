import { z } from "zod";
import { roomIdSchema } from "@/lib/chat/schema";
import { json, route } from "@/lib/http/route";
import { issueTicket } from "@/lib/ticket/service";

export const runtime = "edge";

/** A ticket for one socket of the caller in this room. */
export const POST = route(
  { access: "member", scope: "chat:write", params: z.object({ roomId: roomIdSchema }) },
  async ({ deps, request, params, person }) =>
    json(await issueTicket(deps, person, params.roomId, request), 201),
);
