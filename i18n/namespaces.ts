/** One file per namespace and locale under `messages/`; each feature owns its own. */
export const namespaces = [
  "common",
  "chat",
  "problems",
  "auth",
  "settings",
  "share",
  "shares",
  "cards",
] as const;
export type Namespace = (typeof namespaces)[number];
