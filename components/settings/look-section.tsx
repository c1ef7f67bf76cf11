"use client";

import { useLocale, useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { FailureNotice } from "@/components/auth/failure-notice";
import { keepPreferences } from "@/components/shell/keep-preferences";
import { Field } from "@/components/ui/field";
import { RadioGroup } from "@/components/ui/radio-group";
import { Select } from "@/components/ui/select";
import { localeSchema, themeSchema, type Locale, type Me, type Theme } from "@/lib/auth/schema";
import { applyTheme, keepLocale } from "@/lib/client/preferences";
import { Section } from "./section";

type LookSectionProps = { me: Me; onChange: (me: Me) => void };

/** Both show at once and are kept with the account, so that the next device has them too. */
export function LookSection({ me, onChange }: LookSectionProps) {
  const t = useTranslations("settings.look");
  const common = useTranslations("common");
  const locale = useLocale();
  const router = useRouter();
  const [failure, setFailure] = useState<unknown>(null);

  const keep = (values: { theme?: Theme; locale?: Locale }) => {
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

  return (
    <Section title={t("title")}>
      <FailureNotice failure={failure} />
      <Field label={common("language.label")}>
        {(wiring) => (
          <Select {...wiring} value={locale} onChange={(event) => chooseLocale(event.target.value)}>
            {localeSchema.options.map((option) => (
              <option key={option} value={option} lang={option}>
                {common(`language.${option}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <RadioGroup
        label={common("theme.label")}
        value={me.theme}
        options={themeSchema.options.map((value) => ({ value, label: common(`theme.${value}`) }))}
        onChange={chooseTheme}
      />
    </Section>
  );
}
