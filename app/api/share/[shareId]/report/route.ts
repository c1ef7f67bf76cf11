import { parseInput, readBytes, readJson } from "@/lib/http/read-body";
import { noContent, route } from "@/lib/http/route";
import { reportShareSchema, shareParams } from "@/lib/share/schema";
import { reportShare } from "@/lib/share/service";

export const runtime = "edge";

const maxFormBytes = 16 * 1024;

/** JSON, answered without a body; or a plain form, which works without JavaScript and leads back to the share. */
export const POST = route(
  { access: "anyone", params: shareParams },
  async ({ deps, request, params }) => {
    const type = request.headers.get("content-type")?.toLowerCase() ?? "";
    const isForm = type.startsWith("application/x-www-form-urlencoded");
    const body = isForm ? await readFields(request) : await readJson(request);
    const report = parseInput(reportShareSchema, body);
    await reportShare(deps, request.headers, params.shareId, report);
    if (!isForm) return noContent();
    const location = `/share/${params.shareId}?reported=1`;
    return new Response(null, { status: 303, headers: { location } });
  },
);

async function readFields(request: Request): Promise<Record<string, string>> {
  const text = new TextDecoder().decode(await readBytes(request, maxFormBytes));
  return Object.fromEntries(new URLSearchParams(text));
}
