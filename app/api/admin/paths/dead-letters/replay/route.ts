import { recordAction } from "@/lib/audit/service";
import { json, route } from "@/lib/http/route";
import { replayLettersSchema } from "@/lib/traffic/aggregate/schema";
import { feedReplayed, replayDeadLetters } from "@/lib/traffic/service";

export const runtime = "edge";

export const POST = route(
  { access: "operator", body: replayLettersSchema },
  async ({ deps, person, body }) => {
    const at = deps.now();
    const detail = body.ids ? { letters: body.ids.length } : {};
    await recordAction(deps, person, { action: "dead_letters.replay", detail });
    const { replayed } = await replayDeadLetters(deps, body);
    if (replayed > 0) deps.waitUntil(feedReplayed(deps));
    return json({ replayed, at });
  },
);
