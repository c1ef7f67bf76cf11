import type { ReactNode } from "react";
import { OverlayRoot } from "@/components/ui/overlay-root";
import { ToastProvider } from "@/components/ui/toast";
import { TooltipLayer } from "@/components/ui/tooltip-layer";
import type { Namespace } from "@/i18n/namespaces";
import { ClientMessages } from "./client-messages";

/** What the layout of an interactive route group puts around its pages: texts, tooltips and toasts. */
export function ClientShell(props: { namespaces: Namespace[]; children: ReactNode }) {
  return (
    <ClientMessages namespaces={["common", "problems", ...props.namespaces]}>
      <TooltipLayer>
        <ToastProvider>{props.children}</ToastProvider>
        <OverlayRoot />
      </TooltipLayer>
    </ClientMessages>
  );
}
