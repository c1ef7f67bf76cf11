import { z } from "zod";

const resultSchema = z.enum(["ok", "failed"]);

/** What `GET /api/health` answers. */
export const healthSchema = z.object({
  status: z.enum(["ok", "degraded"]),
  checks: z.object({
    db: resultSchema,
    trafficDb: resultSchema,
    kv: resultSchema,
    room: resultSchema,
  }),
});
export type Health = z.infer<typeof healthSchema>;
