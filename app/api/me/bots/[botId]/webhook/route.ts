import { botParams, setWebhookSchema } from "@/lib/bot/schema";
import { clearWebhook, renewWebhookSecret, setWebhook } from "@/lib/bot/service";
import { json, route } from "@/lib/http/route";

export const runtime = "edge";

/** Where mentions are sent; the first time the answer has the secret that signs them. */
export const PUT = route(
  { access: "member", params: botParams, body: setWebhookSchema },
  async ({ deps, person, params, body }) =>
    json(await setWebhook(deps, person, params.botId, body.url)),
);

/** A new secret; the one before signs as well for a day. */
export const POST = route(
  { access: "member", params: botParams },
  async ({ deps, person, params }) => json(await renewWebhookSecret(deps, person, params.botId)),
);

export const DELETE = route(
  { access: "member", params: botParams },
  async ({ deps, person, params }) => json({ bot: await clearWebhook(deps, person, params.botId) }),
);
