import { z } from "zod";

/** Counters and timers on their way from isolates to the statistics, as chunks carry them. */

const labels = z.record(z.string().max(32), z.string().max(64));

const counterSchema = z.object({
  name: z.string().max(64),
  labels,
  count: z.number().int().min(0),
});

const timerSchema = counterSchema.extend({
  sumMs: z.number().min(0),
  maxMs: z.number().min(0),
  /** Base64 of a quantile sketch of milliseconds (`lib/sketch/quantiles.ts`). */
  latency: z.string().max(4096),
});

/** Most series of one chunk. */
export const telemetryLimits = { counters: 500, timers: 200 } as const;

export const telemetrySchema = z.object({
  counters: z.array(counterSchema).max(telemetryLimits.counters),
  timers: z.array(timerSchema).max(telemetryLimits.timers),
});
export type Telemetry = z.infer<typeof telemetrySchema>;
