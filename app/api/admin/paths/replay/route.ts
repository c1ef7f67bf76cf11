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
export const POST = route({ access: "operator" }, async ({ deps, request }) => {
  const isJson = request.headers.get("content-type")?.startsWith("application/json");
  if (!isJson) return json(await replayEvents(deps, readReplayBody(request)));
  return json(await replayArchive(deps, parseInput(replayArchiveSchema, await readJson(request))));
});
