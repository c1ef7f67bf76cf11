import { PlazaError } from "@/lib/http/problem";
import { parseInput, readBytes, readJson } from "@/lib/http/read-body";
import { noContent, route } from "@/lib/http/route";
import type { Deps } from "@/lib/platform/deps";
import { reportShareSchema, shareParams } from "@/lib/share/schema";
import { reportShare } from "@/lib/share/service";

export const runtime = "edge";

const maxFormBytes = 16 * 1024;

/** JSON, answered without a body; or a plain form, which works without JavaScript and leads back to the share. */
export const POST = route(
  { access: "anyone", params: shareParams },
  async ({ deps, request, params: { shareId } }) => {
    const type = request.headers.get("content-type")?.toLowerCase() ?? "";
    if (type.startsWith("application/x-www-form-urlencoded")) {
      const reported = await takeForm(deps, request, shareId);
      const location = `/share/${shareId}?reported=${reported}`;
      return new Response(null, { status: 303, headers: { location } });
    }
    const report = parseInput(reportShareSchema, await readJson(request));
    await reportShare(deps, request.headers, shareId, report);
    return noContent();
  },
);

/** What the page tells the visitor, who would not know what to do with a problem in JSON. */
async function takeForm(deps: Deps, request: Request, shareId: string): Promise<string> {
  try {
    const report = parseInput(reportShareSchema, await readFields(request));
    await reportShare(deps, request.headers, shareId, report);
    return "1";
  } catch (error) {
    if (!(error instanceof PlazaError)) throw error;
    return error.code === "rate_limited" ? "too-many" : "failed";
  }
}

async function readFields(request: Request): Promise<Record<string, string>> {
  const text = new TextDecoder().decode(await readBytes(request, maxFormBytes));
  return Object.fromEntries(new URLSearchParams(text));
}
