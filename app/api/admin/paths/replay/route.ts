import { togetherMs } from "@/lib/audit/domain";
import { recordAction } from "@/lib/audit/service";
import { parseInput, readJson } from "@/lib/http/read-body";
import { json, route } from "@/lib/http/route";
import {
  readReplayBody,
  replayArchive,
  replayArchiveSchema,
  replayEvents,
} from "@/lib/traffic/service";

export const runtime = "edge";

/** `application/json` names an archived day; any other body holds the events themselves. */
export const POST = route({ access: "operator" }, async ({ deps, request, person }) => {
  const isJson = request.headers.get("content-type")?.startsWith("application/json");
  const day = isJson ? parseInput(replayArchiveSchema, await readJson(request)) : null;
  await recordAction(deps, person, {
    action: "events.replay",
    targetId: day?.archive ?? "",
    oncePerMs: togetherMs,
  });
  return json(
    day ? await replayArchive(deps, day) : await replayEvents(deps, readReplayBody(request)),
  );
});
