import { PlazaError } from "./problem";
import { readBytes } from "./read-body";

/**
 * Reads a form with files, up to `maxBytes` in all. Throws `payload_too_large` beyond, `unsupported_media_type` for any
 * other kind of body, `invalid_input` for a form that cannot be read.
 */
export async function readForm(request: Request, maxBytes: number): Promise<FormData> {
  const type = request.headers.get("content-type") ?? "";
  if (!type.toLowerCase().startsWith("multipart/form-data")) {
    throw new PlazaError("unsupported_media_type", { detail: "Send multipart/form-data" });
  }
  const bytes = await readBytes(request, maxBytes);
  try {
    return await new Response(new Uint8Array(bytes), {
      headers: { "content-type": type },
    }).formData();
  } catch (cause) {
    const errors = [{ field: "body", message: "Is not a form that can be read" }];
    throw new PlazaError("invalid_input", { errors, cause });
  }
}
