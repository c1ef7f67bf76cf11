"use client";

import { useLocale, useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { FailureNotice } from "@/components/auth/failure-notice";
import { keepPreferences } from "@/components/shell/keep-preferences";
import { RadioGroup } from "@/components/ui/radio-group";
import { SelectField } from "@/components/ui/select-field";
import { untagLocale } from "@/i18n/tagged-locale";
import {
  localeSchema,
  themeSchema,
  timeFormatSchema,
  type Locale,
  type Me,
  type Theme,
  type TimeFormat,
} from "@/lib/auth/schema";
import { applyTheme, keepLocale, keepTimeFormat } from "@/lib/client/preferences";
import { Section } from "./section";

type LookSectionProps = { me: Me; onChange: (me: Me) => void };

/** All of it shows at once and is kept with the account, so that the next device has them too. */
export function LookSection({ me, onChange }: LookSectionProps) {
  const t = useTranslations("settings.look");
  const common = useTranslations("common");
  const locale = untagLocale(useLocale());
  const router = useRouter();
  const [failure, setFailure] = useState<unknown>(null);

  const keep = (values: { theme?: Theme; locale?: Locale; timeFormat?: TimeFormat }) => {
    setFailure(null);
    keepPreferences(values).catch(setFailure);
  };

  const chooseTheme = (theme: Theme) => {
    applyTheme(theme);
    onChange({ ...me, theme });
    keep({ theme });
  };

  const chooseLocale = (value: string) => {
    const chosen = localeSchema.parse(value);
    keepLocale(chosen);
    router.refresh();
    keep({ locale: chosen });
  };

  const chooseTimeFormat = (timeFormat: TimeFormat) => {
    keepTimeFormat(timeFormat);
    onChange({ ...me, timeFormat });
    router.refresh();
    keep({ timeFormat });
  };

  return (
    <Section title={t("title")}>
      <FailureNotice failure={failure} />
      <SelectField label={common("language.label")} value={locale} onChange={chooseLocale}>
        {localeSchema.options.map((option) => (
          <option key={option} value={option} lang={option}>
            {common(`language.${option}`)}
          </option>
        ))}
      </SelectField>
      <RadioGroup
        label={common("theme.label")}
        value={me.theme}
        options={themeSchema.options.map((value) => ({ value, label: common(`theme.${value}`) }))}
        onChange={chooseTheme}
      />
      <RadioGroup
        label={t("timeFormat.label")}
        value={me.timeFormat}
        options={timeFormatSchema.options.map((value) => ({
          value,
          label: t(`timeFormat.${value}`),
        }))}
        onChange={chooseTimeFormat}
      />
    </Section>
  );
}
