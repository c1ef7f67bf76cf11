import { z } from "zod";
import { shareIdSchema, storedImageSchema } from "../share/schema";

/** What link cards show beside a link: the size that Open Graph's readers agree on. */
export const previewSize = { width: 1200, height: 630 } as const;

/** What the preview worker is asked to draw; it reads the images themselves from R2. */
export const previewPlanSchema = z.object({
  shareId: shareIdSchema,
  title: z.string(),
  prompt: z.string(),
  style: z.string(),
  /** Null where there is none, or it is elsewhere. */
  generated: storedImageSchema.nullable(),
  original: storedImageSchema.nullable(),
});
export type PreviewPlan = z.infer<typeof previewPlanSchema>;

/** The preview worker as the site calls it: a PNG. */
export type PreviewPainter = { paint: (plan: PreviewPlan) => Promise<Uint8Array> };

/** Rises when cards look different, so that those of the old look are drawn again. */
export const previewDesign = "1";
