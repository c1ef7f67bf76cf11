"use client";

import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { auditActions, type ListedAction } from "@/lib/audit/schema";
import { AuditDetails } from "./audit-details";
import type { AuditFilters } from "./use-audit-filters";
import { useNamed } from "./use-named";

type AuditEntryProps = {
  entry: ListedAction;
  /** Of people whom details mention, by id. */
  names: Record<string, string>;
  onFilter: (changed: Partial<AuditFilters>) => void;
};

/** One thing that was done: when, a sentence, and what else is known about it. */
export function AuditEntry({ entry, names, onFilter }: AuditEntryProps) {
  const t = useTranslations("audit");
  const format = useFormatter();
  const { actorName, targetName } = useNamed();
  const { at, actor, target } = entry;
  const [by, to] = [actorName(actor), targetName(entry)];
  const action = auditActions.find((known) => known === entry.action);
  const words = {
    actor: by,
    target: to,
    who: (name: ReactNode) => (
      <Chooser
        label={t("filters.onlyActor", { name: by })}
        onChoose={() => onFilter({ actorId: actor.id })}
      >
        {name}
      </Chooser>
    ),
    what: (name: ReactNode) =>
      target.id === "" ? (
        <span className="font-medium">{name}</span>
      ) : (
        <Chooser
          label={t("filters.onlyTarget", { name: to })}
          onChoose={() => onFilter({ targetId: target.id })}
        >
          {name}
        </Chooser>
      ),
  };

  return (
    <li className="flex flex-col gap-x-4 gap-y-0.5 px-4 py-3 sm:flex-row">
      <time
        dateTime={new Date(at).toISOString()}
        title={format.dateTime(at, { dateStyle: "full", timeStyle: "long" })}
        className="shrink-0 pt-px text-sm text-muted tabular-nums sm:w-28"
      >
        {format.dateTime(at, { timeStyle: "medium" })}
      </time>
      <div className="min-w-0 flex-1 space-y-1">
        <p className="text-sm break-words">
          {action
            ? t.rich(`actions.${action}`, words)
            : t.rich("unknownAction", { ...words, action: entry.action })}
        </p>
        <AuditDetails detail={entry.detail} names={names} />
      </div>
    </li>
  );
}

type ChooserProps = { label: string; onChoose: () => void; children: ReactNode };

/** A name in a sentence; pressing it leaves in the log what belongs to it. */
function Chooser({ label, onChoose, children }: ChooserProps) {
  return (
    <button
      type="button"
      title={label}
      onClick={onChoose}
      className="rounded-sm text-left font-medium underline decoration-line-strong decoration-dotted underline-offset-4 hover:decoration-solid"
    >
      {children}
    </button>
  );
}
