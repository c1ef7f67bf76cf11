import { maxUploadBytes, uploadAttachment } from "@/lib/attachment/service";
import { readForm } from "@/lib/http/read-form";
import { json, route } from "@/lib/http/route";

export const runtime = "edge";

/** A form with one `file`; it waits a day for the message that names it in `attachmentIds`. */
export const POST = route({ access: "member" }, async ({ deps, request, person }) => {
  const file = await uploadAttachment(deps, person, () => readForm(request, maxUploadBytes));
  const { id, url, width, height, name, type, size } = file;
  return json({ id, url, width, height, name, type, size }, 201);
});
