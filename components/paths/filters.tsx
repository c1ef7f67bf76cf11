"use client";

import { SlidersHorizontal } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useMemo } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Popover } from "@/components/ui/popover";
import { SelectField } from "@/components/ui/select-field";
import { dashboardViewSchema, type DashboardView } from "@/lib/dashboard/schema";
import { listCountries } from "./countries";

type FiltersProps = {
  view: DashboardView;
  onView: (change: Partial<DashboardView>) => void;
};

const {
  method: methodSchema,
  status: statusSchema,
  country: countrySchema,
} = dashboardViewSchema.shape;
const methods = methodSchema.unwrap().options;
const statuses = statusSchema.unwrap().options;

/** Which requests count: by method, status, country, and whether people or bots made them. Holds at once. */
export function Filters({ view, onView }: FiltersProps) {
  const t = useTranslations("paths.filters");
  const locale = useLocale();
  const countries = useMemo(() => listCountries(locale), [locale]);
  const { method, status, country, bot } = view;
  const active = [method, status, country, bot].filter((value) => value !== null).length;
  return (
    <Popover
      label={t("title")}
      trigger={
        <Button>
          <SlidersHorizontal aria-hidden size={16} />
          {t("title")}
          {active > 0 ? (
            <Badge tone="accent">
              <span aria-hidden>{active}</span>
              <span className="sr-only">{t("active", { count: active })}</span>
            </Badge>
          ) : null}
        </Button>
      }
    >
      <div className="grid gap-3">
        <SelectField
          label={t("method")}
          value={method ?? ""}
          onChange={(value) => onView({ method: toChoice(methodSchema, value) })}
        >
          <option value="">{t("allMethods")}</option>
          {methods.map((value) => (
            <option key={value} value={value}>
              {value === "OTHER" ? t("otherMethod") : value}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={t("status")}
          value={status ?? ""}
          onChange={(value) => onView({ status: toChoice(statusSchema, value) })}
        >
          <option value="">{t("allStatuses")}</option>
          {statuses.map((value) => (
            <option key={value} value={value}>
              {t(`statuses.${value}`)}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={t("country")}
          value={country ?? ""}
          onChange={(value) => onView({ country: toChoice(countrySchema, value) })}
        >
          <option value="">{t("allCountries")}</option>
          <option value="XX">{t("unknownCountry")}</option>
          <option value="T1">{t("tor")}</option>
          {countries.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={t("visitors")}
          value={bot === null ? "" : String(bot)}
          onChange={(value) => onView({ bot: value === "" ? null : value === "true" })}
        >
          <option value="">{t("everybody")}</option>
          <option value="false">{t("people")}</option>
          <option value="true">{t("bots")}</option>
        </SelectField>
      </div>
    </Popover>
  );
}

type Choice<T> = { safeParse: (value: unknown) => { data?: T | null } };

/** Null for "all", which is the empty one. */
function toChoice<T>(schema: Choice<T>, value: string): T | null {
  return schema.safeParse(value).data ?? null;
}
