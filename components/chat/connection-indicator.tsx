"use client";

import { clsx } from "clsx";
import { CloudOff, LoaderCircle, RefreshCw, Zap } from "lucide-react";
import { useFormatter, useNow, useTranslations } from "next-intl";
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

/** How the room is connected, in an icon and a word, and how old it is what is shown; more under a press. */
export function ConnectionIndicator({ connection, waiting }: ConnectionIndicatorProps) {
  const t = useTranslations("chat.connection");
  const { icon: Icon, className, iconClassName } = looks[connection.mode];
  const label =
    connection.mode === "offline" && waiting > 0
      ? t("offlineWaiting", { count: waiting })
      : t(connection.mode);
  const isOld = connection.mode === "polling" || connection.mode === "offline";
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
              "flex h-10 max-w-28 shrink-0 items-center gap-1.5 rounded-lg px-2 text-left text-xs leading-tight font-medium hover:bg-subtle sm:max-w-none md:h-9",
              className,
            )}
          >
            <Icon aria-hidden size={14} className={iconClassName} />
            {label}
            {isOld && connection.lastSyncAt !== null ? (
              <SyncAge mode={connection.mode} lastSyncAt={connection.lastSyncAt} />
            ) : null}
          </button>
        }
      />
    </>
  );
}

const secondMs = 1000;
const dayMs = 24 * 60 * 60 * secondMs;

/** Not in the live region: it changes every second. On small screens it is under the press. */
function SyncAge({ mode, lastSyncAt }: { mode: Connection["mode"]; lastSyncAt: number }) {
  const t = useTranslations("chat.connection");
  const format = useFormatter();
  const now = useNow({ updateInterval: secondMs });
  const at = Math.min(lastSyncAt, now.getTime());
  const day = now.getTime() - at > dayMs ? ({ month: "short", day: "numeric" } as const) : {};
  return (
    <span className="hidden font-normal tabular-nums lg:inline">
      {"· "}
      {mode === "polling"
        ? t("synced", { ago: format.relativeTime(at, { now, style: "narrow" }) })
        : t("syncedAt", {
            time: format.dateTime(at, { ...day, hour: "numeric", minute: "2-digit" }),
          })}
    </span>
  );
}
