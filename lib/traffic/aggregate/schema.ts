import { z } from "zod";

/** Which dead letters to replay; without ids the oldest. */
export const replayLettersSchema = z.object({
  ids: z.array(z.string().min(1).max(100)).min(1).max(100).optional(),
});
