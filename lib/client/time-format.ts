import { timeFormatSchema, type TimeFormat } from "../auth/schema";

/** Holds the chosen time format, so that the first paint is right. */
export const timeFormatCookie = "plaza.time";

/** The time format a cookie names; `auto` when it names none. */
export function pickTimeFormat(cookie: string | undefined): TimeFormat {
  const chosen = timeFormatSchema.safeParse(cookie);
  return chosen.success ? chosen.data : "auto";
}
