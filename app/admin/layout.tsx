import type { ReactNode } from "react";
import { ClientShell } from "@/components/shell/client-shell";

export const runtime = "edge";

/**
 * Layouts outlive a change of page, so that who may look is asked by each page: `AdminPage`. Everybody gets what stands here,
 * so that it holds no texts of the dashboard.
 */
export default function AdminLayout({ children }: { children: ReactNode }) {
  return <ClientShell namespaces={[]}>{children}</ClientShell>;
}
