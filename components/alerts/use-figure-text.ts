"use client";

import { useFormatter, useTranslations } from "next-intl";
import { alertLimits } from "@/lib/alerts/domain";
import { alertRules, type Alert, type AlertRule, type Severity } from "@/lib/alerts/schema";
import { useSpanText } from "./use-span-text";

/** Whether a rule is one of those that are watched now; alerts of an older version may have others. */
export function isAlertRule(rule: string): rule is AlertRule {
  return Object.hasOwn(alertRules, rule);
}

/** What was measured, and the limits of the rules, in the viewer's language and each in its unit. */
export function useFigureText() {
  const t = useTranslations("alerts");
  const format = useFormatter();
  const toSpan = useSpanText();
  const percent = (share: number) =>
    format.number(share, { style: "percent", maximumFractionDigits: share < 0.1 ? 1 : 0 });

  const toText = (rule: AlertRule, value: number): string => {
    const unit = alertRules[rule];
    switch (unit) {
      case "ms":
        return rule.startsWith("kv_")
          ? format.number(value, { style: "unit", unit: "millisecond" })
          : toSpan(value);
      case "bytes":
        return format.number(Math.round(value / 1e6), { style: "unit", unit: "megabyte" });
      case "days":
        return format.number(value, { style: "unit", unit: "day", unitDisplay: "long" });
      case "permille":
        return percent(value / 1000);
      case "events":
        return t("units.events", { count: value });
      case "count":
        return t("units.count", { count: value });
    }
  };

  return {
    /** Null for a rule of an older version, whose unit nobody knows. */
    value: ({ rule, value }: Pick<Alert, "rule" | "value">): string | null => {
      if (!isAlertRule(rule)) return null;
      if (rule === "events_lost") return t("units.lostAltogether", { count: value });
      return toText(rule, value);
    },
    limit: (rule: AlertRule, severity: Severity): string => {
      const limit = alertLimits[rule][severity];
      if (limit === null) return t("limits.never");
      if (limit.over === 0) return t("limits.any");
      const text = limit.of === "share" ? percent(limit.over) : toText(rule, limit.over);
      return t("limits.over", { limit: text });
    },
  };
}
