import { botParams } from "@/lib/bot/schema";
import { createBotToken, listBotTokens } from "@/lib/bot/service";
import { json, route } from "@/lib/http/route";
import { createBotTokenSchema } from "@/lib/token/schema";

export const runtime = "edge";

export const GET = route(
  { access: "member", params: botParams },
  async ({ deps, person, params }) =>
    json({ tokens: await listBotTokens(deps, person, params.botId) }),
);

/** A token that acts as the bot; revoked like my own. */
export const POST = route(
  { access: "member", params: botParams, body: createBotTokenSchema },
  async ({ deps, person, params, body }) =>
    json(await createBotToken(deps, person, params.botId, body), 201),
);
