"use client";

import { ChevronsUpDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { Avatar } from "@/components/ui/avatar";
import { MenuOnDemand } from "@/components/ui/menu-on-demand";
import { useMe } from "./me";

const loadPanel = async () => (await import("./account-menu-panel")).AccountMenuPanel;

/** Me, at the foot of the room list. */
export function AccountMenu() {
  const t = useTranslations("chat.account");
  const me = useMe();
  return (
    <MenuOnDemand
      popup="menu"
      load={loadPanel}
      panelProps={{}}
      trigger={
        <button
          type="button"
          aria-label={t("menu", { name: me.name })}
          className="flex min-h-12 w-full items-center gap-2.5 rounded-lg px-2 text-left hover:bg-subtle data-[state=open]:bg-subtle"
        >
          <Avatar name={me.name} image={me.image} colorKey={me.id} size="sm" />
          <span className="min-w-0 flex-1 truncate text-sm font-medium">{me.name}</span>
          <ChevronsUpDown aria-hidden size={16} className="text-muted" />
        </button>
      }
    />
  );
}
