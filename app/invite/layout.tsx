import type { ReactNode } from "react";
import { ClientShell } from "@/components/shell/client-shell";

export const runtime = "edge";

export default function InvitationLayout({ children }: { children: ReactNode }) {
  return <ClientShell namespaces={["chat"]}>{children}</ClientShell>;
}
