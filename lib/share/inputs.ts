import { z } from "zod";
import { invalidField } from "../http/problem";
import { parseInput, readJson } from "../http/read-body";
import { readForm } from "../http/read-form";
import {
  shareFormSchema,
  shareFromAttachmentSchema,
  shareFromUrlsSchema,
  shareLimits,
  type ShareDetails,
} from "./schema";

/** What a share is to be made of, as it was sent: its images are not looked at yet. */
export type ShareInputs = {
  details: ShareDetails;
  images:
    | { kind: "files"; generated: Uint8Array; original: Uint8Array | null }
    | { kind: "urls"; generatedUrl: string; originalUrl: string | null }
    | { kind: "attachment"; attachmentId: string };
};

/** Two images, and what a form puts around them. */
const maxFormBytes = 2 * shareLimits.imageBytes + 64 * 1024;

/**
 * Reads the body of `POST /api/share`: JSON, or a form with the files `generated` and `original`. Throws `payload_too_large`,
 * `invalid_json`, and `invalid_input` that names the fields.
 */
export async function readShareInputs(request: Request): Promise<ShareInputs> {
  const type = request.headers.get("content-type")?.toLowerCase() ?? "";
  if (!type.startsWith("multipart/form-data")) return toInputs(await readJson(request));
  const form = await readForm(request, maxFormBytes);
  // A field that was left empty is as if it were not there.
  const texts = Object.keys(shareFormSchema.shape).map((field) => [
    field,
    form.get(field) || undefined,
  ]);
  const details = parseInput(shareFormSchema, Object.fromEntries(texts));
  const generated = await readFile(form, "generated");
  if (!generated) throw invalidField("generated", "Is missing");
  return {
    details,
    images: { kind: "files", generated, original: await readFile(form, "original") },
  };
}

const whichSchema = z.object({ attachmentId: z.unknown() });

/** Looks at one of the two shapes only, so that what is wrong is told of its fields. */
function toInputs(body: unknown): ShareInputs {
  const which = whichSchema.safeParse(body);
  if (which.success && which.data.attachmentId !== undefined) {
    const { attachmentId, ...details } = parseInput(shareFromAttachmentSchema, body);
    return { details, images: { kind: "attachment", attachmentId } };
  }
  const { generatedUrl, originalUrl, ...details } = parseInput(shareFromUrlsSchema, body);
  return { details, images: { kind: "urls", generatedUrl, originalUrl: originalUrl ?? null } };
}

/** Null for a field that was left empty: browsers send an empty file for it. */
async function readFile(form: FormData, field: string): Promise<Uint8Array | null> {
  const file = form.get(field);
  if (file === null || file === "") return null;
  if (typeof file === "string") throw invalidField(field, "Must be a file");
  return file.size === 0 ? null : new Uint8Array(await file.arrayBuffer());
}
