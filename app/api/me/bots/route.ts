import { nameBotSchema } from "@/lib/bot/schema";
import { createBot, listBots } from "@/lib/bot/service";
import { json, route } from "@/lib/http/route";

export const runtime = "edge";

export const GET = route({ access: "member" }, async ({ deps, person }) =>
  json({ bots: await listBots(deps, person) }),
);

export const POST = route(
  { access: "member", body: nameBotSchema },
  async ({ deps, person, body }) => json({ bot: await createBot(deps, person, body.name) }, 201),
);
