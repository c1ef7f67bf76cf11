import type { ReactNode } from "react";
import { ClientShell } from "@/components/shell/client-shell";

export const runtime = "edge";

export default function SettingsLayout({ children }: { children: ReactNode }) {
  return (
    <ClientShell namespaces={["auth", "settings", "partner", "programs"]}>{children}</ClientShell>
  );
}
