"use client";

import { clsx } from "clsx";
import { CloudOff, LoaderCircle, RefreshCw, Zap } from "lucide-react";
import { useTranslations } from "next-intl";
import { MenuOnDemand } from "@/components/ui/menu-on-demand";
import type { Connection } from "@/lib/sync/types";

const looks = {
  connecting: { icon: LoaderCircle, className: "text-muted", iconClassName: "animate-spin" },
  live: { icon: Zap, className: "text-ok", iconClassName: "fill-current" },
  polling: { icon: RefreshCw, className: "text-warn", iconClassName: "" },
  offline: { icon: CloudOff, className: "bg-warn-soft text-warn", iconClassName: "" },
} as const;

const loadDetails = async () => (await import("./connection-details")).ConnectionDetails;

type ConnectionIndicatorProps = {
  connection: Connection;
  /** Messages of mine that have not reached the server. */
  waiting: number;
};

/** How the room is connected, in an icon and a word; more under a press. */
export function ConnectionIndicator({ connection, waiting }: ConnectionIndicatorProps) {
  const t = useTranslations("chat.connection");
  const { icon: Icon, className, iconClassName } = looks[connection.mode];
  const label =
    connection.mode === "offline" && waiting > 0
      ? t("offlineWaiting", { count: waiting })
      : t(connection.mode);
  return (
    <>
      {/* Beside the button, not in it: a live region inside would leave the button without a name. */}
      <span role="status" className="sr-only">
        {label}
      </span>
      <MenuOnDemand
        popup="dialog"
        load={loadDetails}
        panelProps={{ label, connection, waiting }}
        trigger={
          <button
            type="button"
            className={clsx(
              "flex h-10 shrink-0 items-center gap-1.5 rounded-lg px-2 text-xs font-medium hover:bg-subtle md:h-9",
              className,
            )}
          >
            <Icon aria-hidden size={14} className={iconClassName} />
            {label}
          </button>
        }
      />
    </>
  );
}
