"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import { auditActions, type AuditAction } from "@/lib/audit/schema";
import { useActors } from "./use-audit";
import { noFilters, type AuditFilters } from "./use-audit-filters";
import { useNamed } from "./use-named";

type AuditFiltersBarProps = {
  filters: AuditFilters;
  onChange: (changed: Partial<AuditFilters>) => void;
  /** What the target that is chosen is called. */
  targetName: string;
};

/** What of the log is shown: by action, by whom, to what, and when. */
export function AuditFiltersBar({ filters, onChange, targetName }: AuditFiltersBarProps) {
  const t = useTranslations("audit.filters");
  const choices = useTranslations("audit.choices");
  const { actorName } = useNamed();
  const actors = useActors();
  const { action, actorId, targetId, from, to } = filters;
  const isKnownActor = actorId === "" || actors.some(({ id }) => id === actorId);
  const isFiltered = Object.values(filters).some((value) => value !== "");

  return (
    <form
      role="search"
      aria-label={t("label")}
      onSubmit={(event) => event.preventDefault()}
      className="space-y-3"
    >
      <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
        <SelectField
          label={t("action")}
          value={action}
          onChange={(value) => onChange({ action: toAction(value) })}
        >
          <option value="">{t("allActions")}</option>
          {auditActions.map((value) => (
            <option key={value} value={value}>
              {choices(value)}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={t("actor")}
          value={actorId}
          onChange={(value) => onChange({ actorId: value })}
        >
          <option value="">{t("allActors")}</option>
          {isKnownActor ? null : <option value={actorId}>{actorId}</option>}
          {actors.map((actor) => (
            <option key={actor.id} value={actor.id}>
              {actorName(actor)}
            </option>
          ))}
        </SelectField>
        <TextField
          label={t("from")}
          type="date"
          max={to || undefined}
          value={from}
          onChange={(value) => onChange({ from: value })}
        />
        <TextField
          label={t("to")}
          type="date"
          min={from || undefined}
          value={to}
          onChange={(value) => onChange({ to: value })}
        />
      </div>
      {isFiltered ? (
        <div className="flex flex-wrap items-center gap-2">
          {targetId ? (
            <Button size="sm" className="max-w-full" onClick={() => onChange({ targetId: "" })}>
              <span className="truncate">{t("target", { name: targetName || targetId })}</span>
              <span className="sr-only">{t("clearTarget")}</span>
              <X aria-hidden size={14} className="shrink-0" />
            </Button>
          ) : null}
          <Button size="sm" variant="ghost" onClick={() => onChange(noFilters)}>
            {t("clear")}
          </Button>
        </div>
      ) : null}
    </form>
  );
}

function toAction(value: string): AuditAction | "" {
  return auditActions.find((action) => action === value) ?? "";
}
