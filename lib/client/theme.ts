import { themeSchema } from "../auth/schema";
import type { z } from "zod";

export type Theme = z.infer<typeof themeSchema>;

/** Holds the chosen theme, so that the first paint is right. */
export const themeCookie = "plaza.theme";

/** The theme a cookie names; `system` when it names none. */
export function pickTheme(cookie: string | undefined): Theme {
  const chosen = themeSchema.safeParse(cookie);
  return chosen.success ? chosen.data : "system";
}
