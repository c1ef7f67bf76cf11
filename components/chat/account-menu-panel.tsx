"use client";

import { ChartLine, Download, Images, LogOut, Settings } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { signOut } from "@/components/auth/session-calls";
import { useInstall } from "@/components/offline/install";
import { keepPreferences } from "@/components/shell/keep-preferences";
import { DropdownMenu, MenuItem, MenuRadio, MenuSeparator } from "@/components/ui/dropdown-menu";
import type { MenuPanelProps } from "@/components/ui/menu-on-demand";
import { useToast } from "@/components/ui/toast";
import { untagLocale } from "@/i18n/tagged-locale";
import { localeSchema, themeSchema, type Locale } from "@/lib/auth/schema";
import { applyTheme, keepLocale } from "@/lib/client/preferences";
import { pickTheme, type Theme } from "@/lib/client/theme";
import { useMe } from "./me";
import { QuietChoice } from "./quiet-choice";
import { ReportsItem } from "./reports-item";
import { useProblemText } from "./use-problem-text";

/** What is in the account menu: settings, appearance, language, and the way out. */
export function AccountMenuPanel({ trigger }: MenuPanelProps) {
  const t = useTranslations("common");
  const offline = useTranslations("offline");
  const install = useInstall();
  const { role } = useMe();
  const locale = untagLocale(useLocale());
  const router = useRouter();
  const toast = useToast();
  const toText = useProblemText();
  const [theme, setTheme] = useState<Theme>(() =>
    pickTheme(document.documentElement.dataset.theme),
  );

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
    <DropdownMenu align="start" side="top" defaultOpen trigger={trigger}>
      <MenuItem asChild>
        <Link href="/shares">
          <Images aria-hidden />
          {t("shares")}
        </Link>
      </MenuItem>
      <MenuItem asChild>
        <Link href="/settings">
          <Settings aria-hidden />
          {t("settings")}
        </Link>
      </MenuItem>
      {install && (
        <MenuItem icon={<Download aria-hidden />} onSelect={install}>
          {offline("install")}
        </MenuItem>
      )}
      {role !== "member" && <ReportsItem />}
      {role === "admin" && (
        <MenuItem asChild>
          <Link href="/admin">
            <ChartLine aria-hidden />
            {t("administration")}
          </Link>
        </MenuItem>
      )}
      <MenuSeparator />
      <QuietChoice />
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
