"use client";

import { useFormatter, useNow, useTranslations } from "next-intl";
import type { MenuPanelProps } from "@/components/ui/menu-on-demand";
import { Popover } from "@/components/ui/popover";
import type { Connection } from "@/lib/sync/types";

type ConnectionDetailsProps = MenuPanelProps & {
  label: string;
  connection: Connection;
  waiting: number;
};

/** What the state of the connection means, and how old what is shown may be. */
export function ConnectionDetails({ label, connection, waiting, trigger }: ConnectionDetailsProps) {
  const t = useTranslations("chat.connection");
  return (
    <Popover defaultOpen label={label} trigger={trigger}>
      <p>{t(`explain.${connection.mode}`)}</p>
      {waiting > 0 ? <p className="mt-2">{t("waiting", { count: waiting })}</p> : null}
      {connection.isShared ? <p className="mt-2">{t("shared")}</p> : null}
      <LastSync at={connection.lastSyncAt} />
    </Popover>
  );
}

function LastSync({ at }: { at: number | null }) {
  const t = useTranslations("chat.connection");
  const format = useFormatter();
  const now = useNow({ updateInterval: 1000 });
  return (
    <p className="mt-2 text-xs text-muted">
      {at === null
        ? t("neverSynced")
        : t("lastSync", { ago: format.relativeTime(Math.min(at, now.getTime()), now) })}
    </p>
  );
}
