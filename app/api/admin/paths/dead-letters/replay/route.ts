import { json, route } from "@/lib/http/route";
import { replayLettersSchema } from "@/lib/traffic/aggregate/schema";
import { replayDeadLetters } from "@/lib/traffic/service";

export const runtime = "edge";

export const POST = route(
  { access: "operator", body: replayLettersSchema },
  async ({ deps, body }) => json(await replayDeadLetters(deps, body)),
);
