"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import { readAlertFilters, toAlertSearch } from "@/lib/alerts/domain";
import { alertRules, alertStates, severities, type AlertFilters } from "@/lib/alerts/schema";
import { isAlertRule } from "./use-figure-text";

type AlertFiltersProps = {
  filters: AlertFilters;
  onChange: (change: Partial<AlertFilters>) => void;
};

const everything: AlertFilters = { state: "all", rule: null, severity: null };

/** Which alerts are shown; the address says it too. */
export function AlertFiltersBar({ filters, onChange }: AlertFiltersProps) {
  const t = useTranslations("alerts");
  const isFiltered = toAlertSearch(filters) !== "";
  // What a select gives is read like an address, which knows what may stand there.
  const read = (name: string, value: string) =>
    readAlertFilters(new URLSearchParams({ [name]: value }));
  return (
    <form
      role="search"
      aria-label={t("filters.label")}
      onSubmit={(event) => event.preventDefault()}
      className="flex flex-wrap items-end gap-3"
    >
      <Choice label={t("filters.state")}>
        <Select
          value={filters.state}
          onChange={({ target }) => onChange({ state: read("state", target.value).state })}
        >
          {alertStates.map((state) => (
            <option key={state} value={state}>
              {t(`filters.${state}`)}
            </option>
          ))}
        </Select>
      </Choice>
      <Choice label={t("filters.severity")}>
        <Select
          value={filters.severity ?? ""}
          onChange={({ target }) => onChange({ severity: read("severity", target.value).severity })}
        >
          <option value="">{t("filters.anySeverity")}</option>
          {severities.map((severity) => (
            <option key={severity} value={severity}>
              {t(`severity.${severity}`)}
            </option>
          ))}
        </Select>
      </Choice>
      <Choice label={t("filters.rule")}>
        <Select
          value={filters.rule ?? ""}
          onChange={({ target }) => onChange({ rule: read("rule", target.value).rule })}
        >
          <option value="">{t("filters.anyRule")}</option>
          {Object.keys(alertRules)
            .filter(isAlertRule)
            .map((rule) => (
              <option key={rule} value={rule}>
                {t(`rules.${rule}.name`)}
              </option>
            ))}
        </Select>
      </Choice>
      {isFiltered ? (
        <Button variant="ghost" onClick={() => onChange(everything)}>
          {t("filters.clear")}
        </Button>
      ) : null}
    </form>
  );
}

function Choice({ label, children }: { label: string; children: ReactNode }) {
  return (
    <label className="min-w-36 flex-1 space-y-1 text-sm sm:max-w-56">
      <span className="font-medium">{label}</span>
      {children}
    </label>
  );
}
