import { json, route } from "@/lib/http/route";
import { createShare, readShareInputs } from "@/lib/share/service";

export const runtime = "edge";

/** JSON with addresses or an attachment, or a form with the image files; the same `clientId` again answers 200. */
export const POST = route(
  { access: "member", scope: "share:write" },
  async ({ deps, request, person }) => {
    const inputs = await readShareInputs(request);
    const { origin } = new URL(request.url);
    const { share, created } = await createShare(deps, person, inputs, origin);
    return json(share, created ? 201 : 200);
  },
);
