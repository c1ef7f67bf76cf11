import { z } from "zod";
import { dayMs, otherRoute } from "../domain";

/** The longest range of one export; longer ones are taken in several. */
const maxRangeMs = 366 * dayMs;

/** Milliseconds since the epoch, or ISO 8601: a day, an hour (`2026-11-20T14`) or an instant; without a zone it is UTC. */
const instant = z.string().transform((text, context) => {
  const at = parseInstant(text);
  if (at !== null && at >= 0 && at < 10_000_000_000_000) return at;
  context.addIssue({ code: "custom", message: "Is neither milliseconds nor a date" });
  return z.NEVER;
});

/** Only the word `false` takes the protection off. */
const anonymize = z
  .enum(["true", "false"])
  .default("true")
  .transform((value) => value !== "false");

const exportFormatSchema = z.enum(["jsonl", "csv", "parquet"]);
export type ExportFormat = z.infer<typeof exportFormatSchema>;

/** A route template as statistics name it; the events behind `(other)` are of many. */
const path = z
  .string()
  .min(1)
  .max(200)
  .refine((route) => route !== otherRoute, "Stands for many paths: take all, and choose");

/** Events with `from` ≤ timestamp < `to`; of one path, or of all. */
export const exportQuerySchema = z
  .object({
    from: instant,
    to: instant,
    format: exportFormatSchema.default("jsonl"),
    anonymize,
    path: path.optional(),
  })
  .refine(({ from, to }) => to > from, { path: ["to"], error: "Must be after `from`" })
  .refine(({ from, to }) => to - from <= maxRangeMs, {
    path: ["to"],
    error: "May be at most 366 days after `from`",
  });
export type ExportQuery = z.infer<typeof exportQuerySchema>;

function parseInstant(text: string): number | null {
  if (/^\d{1,13}$/.test(text)) return Number(text);
  const match =
    /^(\d{4}-\d\d-\d\d)(?:T(\d\d)(?::(\d\d(?::\d\d(?:\.\d{1,3})?)?)?(Z|[+-]\d\d:\d\d)?)?)?$/.exec(
      text,
    );
  if (!match) return null;
  const [, day, hour = "00", rest = "00", zone = "Z"] = match;
  const at = Date.parse(`${day}T${hour}:${rest}${zone}`);
  // JavaScript takes the 31st of February for the 3rd of March.
  const isDay = new Date(`${day}T00:00Z`).getUTCDate() === Number(day?.slice(8));
  return Number.isNaN(at) || !isDay ? null : at;
}
