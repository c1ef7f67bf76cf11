import * as z from "zod/mini";
import { attachmentSchema } from "../chat/schema";
import { imageTypes } from "../image/schema";

/** Shapes of files on messages that cross a boundary. */

export const attachmentLimits = {
  bytes: 10 * 1024 * 1024,
  nameCharacters: 200,
  perMessage: 10,
} as const;

export const attachmentParams = z.object({
  attachmentId: z.string().check(z.regex(/^[0-9A-Za-z]{1,32}$/)),
});

/** What `POST /api/chat/uploads` answers, and what a message says of each of its files. */
export const uploadedSchema = attachmentSchema;
export type Attachment = z.infer<typeof uploadedSchema>;

/** Every type that a file can have here; its bytes decide. */
export const attachmentTypes = [
  ...imageTypes,
  "video/mp4",
  "video/webm",
  "audio/mpeg",
  "audio/ogg",
  "audio/wav",
  "audio/mp4",
  "application/pdf",
  "text/plain",
] as const;
export type AttachmentType = (typeof attachmentTypes)[number];
