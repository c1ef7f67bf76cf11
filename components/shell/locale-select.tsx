"use client";

import { Languages } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { untagLocale } from "@/i18n/tagged-locale";
import { localeSchema } from "@/lib/auth/schema";
import { keepLocale } from "@/lib/client/preferences";

/** Chooses the language of pages that have no account menu. */
export function LocaleSelect() {
  const t = useTranslations("common.language");
  const locale = untagLocale(useLocale());
  const router = useRouter();
  return (
    <label className="inline-flex items-center gap-2 text-sm text-muted">
      <Languages aria-hidden size={16} />
      <span className="sr-only">{t("label")}</span>
      <select
        value={locale}
        onChange={(event) => {
          keepLocale(localeSchema.parse(event.target.value));
          router.refresh();
        }}
        className="h-10 rounded-lg bg-transparent pr-1 text-ink hover:bg-subtle"
      >
        {localeSchema.options.map((option) => (
          <option key={option} value={option} className="bg-raised">
            {t(option)}
          </option>
        ))}
      </select>
    </label>
  );
}
