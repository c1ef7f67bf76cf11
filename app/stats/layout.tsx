import type { ReactNode } from "react";
import { ClientShell } from "@/components/shell/client-shell";

export const runtime = "edge";

export default function SharedStatisticsLayout({ children }: { children: ReactNode }) {
  return <ClientShell namespaces={[]}>{children}</ClientShell>;
}
