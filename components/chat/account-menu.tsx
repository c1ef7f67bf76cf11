"use client";

import { ChevronsUpDown, LogOut, Settings } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Avatar } from "@/components/ui/avatar";
import { DropdownMenu, MenuItem, MenuRadio, MenuSeparator } from "@/components/ui/dropdown-menu";
import { useToast } from "@/components/ui/toast";
import { localeSchema, themeSchema, type Locale } from "@/lib/auth/schema";
import { applyTheme, keepLocale } from "@/lib/client/preferences";
import { pickTheme, type Theme } from "@/lib/client/theme";
import { keepPreferences, signOut } from "./account-api";
import { useMe } from "./me";
import { useProblemText } from "./use-problem-text";

/** Me: settings, appearance, language, and the way out. */
export function AccountMenu() {
  const t = useTranslations("common");
  const chat = useTranslations("chat.account");
  const me = useMe();
  const locale = useLocale();
  const router = useRouter();
  const toast = useToast();
  const toText = useProblemText();
  const [theme, setTheme] = useState<Theme>("system");

  const report = (failure: unknown) => toast({ text: toText(failure), tone: "danger" });
  const chooseTheme = (next: Theme) => {
    setTheme(next);
    applyTheme(next);
    keepPreferences({ theme: next }).catch(report);
  };
  const chooseLocale = (next: Locale) => {
    keepLocale(next);
    router.refresh();
    keepPreferences({ locale: next }).catch(report);
  };

  return (
    <DropdownMenu
      align="start"
      side="top"
      onOpenChange={(open) => {
        if (open) setTheme(pickTheme(document.documentElement.dataset.theme));
      }}
      trigger={
        <button
          type="button"
          aria-label={chat("menu", { name: me.name })}
          className="flex min-h-12 w-full items-center gap-2.5 rounded-lg px-2 text-left hover:bg-subtle data-[state=open]:bg-subtle"
        >
          <Avatar name={me.name} image={me.image} colorKey={me.id} size="sm" />
          <span className="min-w-0 flex-1 truncate text-sm font-medium">{me.name}</span>
          <ChevronsUpDown aria-hidden size={16} className="text-muted" />
        </button>
      }
    >
      <MenuItem asChild>
        <Link href="/settings">
          <Settings aria-hidden />
          {t("settings")}
        </Link>
      </MenuItem>
      <MenuSeparator />
      <MenuRadio
        label={t("theme.label")}
        value={theme}
        onChange={chooseTheme}
        options={themeSchema.options.map((value) => ({ value, label: t(`theme.${value}`) }))}
      />
      <MenuRadio
        label={t("language.label")}
        value={locale}
        onChange={chooseLocale}
        options={localeSchema.options.map((value) => ({ value, label: t(`language.${value}`) }))}
      />
      <MenuSeparator />
      <MenuItem
        icon={<LogOut aria-hidden />}
        onSelect={() => {
          signOut().catch(report);
        }}
      >
        {t("signOut")}
      </MenuItem>
    </DropdownMenu>
  );
}
