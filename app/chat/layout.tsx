import type { ReactNode } from "react";
import type { Namespace } from "@/i18n/namespaces";
import { ClientShell } from "@/components/shell/client-shell";

export const runtime = "edge";

/** What the chat's parts speak with. */
const chatNamespaces: Namespace[] = [
  "chat",
  "cards",
  "compose",
  "marks",
  "find",
  "notify",
  "moderation",
  "programs",
  "offline",
];

export default function ChatLayout({ children }: { children: ReactNode }) {
  return <ClientShell namespaces={chatNamespaces}>{children}</ClientShell>;
}
