import { json, route } from "@/lib/http/route";
import { PlazaError } from "@/lib/http/problem";

export const runtime = "edge";

/**
 * What an answer takes that does nothing of its own: entry, session and a poll's worth of bytes. `npm run bench` measures the
 * others beside it; where `EXPOSE_COST` is off there is no such call.
 */
export const GET = route({ access: "member" }, async ({ deps }) => {
  if (deps.variables.EXPOSE_COST !== "1") throw new PlazaError("not_found");
  return json({
    roomId: "constant",
    rev: 1,
    lastSeq: 1,
    lastMessageAt: 1_800_000_000_000,
    epoch: "constant",
  });
});
