/** The pages of the dashboard, as their addresses name them, in the order of the navigation. */
export const adminSections = [
  "paths",
  "pipeline",
  "alerts",
  "caches",
  "shares",
  "rooms",
  "people",
  "audit",
  "links",
] as const;
export type AdminSection = (typeof adminSections)[number];
