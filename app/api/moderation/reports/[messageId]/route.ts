import { z } from "zod";
import { decideReports } from "@/lib/chat/service";
import { decisionSchema } from "@/lib/chat/moderation-schema";
import { messageIdSchema } from "@/lib/chat/schema";
import { noContent, route } from "@/lib/http/route";

export const runtime = "edge";

/** Decides about a reported message, which closes its reports; 409 when somebody else has. */
export const POST = route(
  {
    access: "moderator",
    params: z.object({ messageId: messageIdSchema }),
    body: decisionSchema,
  },
  async ({ deps, person, params, body }) => {
    await decideReports(deps, person, params.messageId, body);
    return noContent();
  },
);
