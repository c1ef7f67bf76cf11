"use client";

import { clsx } from "clsx";
import { useFormatter, useTranslations } from "next-intl";
import Link from "next/link";
import { useCallback, useId, useRef, useState } from "react";
import { useProblemText } from "@/components/chat/use-problem-text";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { acknowledgedSchema, type Alert, type AlertRule } from "@/lib/alerts/schema";
import { fetchJson } from "@/lib/http/fetcher";
import { useMe } from "@/components/admin/me";
import { Acknowledgement, useCarerName } from "./acknowledgement";
import { SeverityMark } from "./severity-mark";
import { isAlertRule, useFigureText } from "./use-figure-text";

type AlertCardProps = { alert: Alert; now: number; onAcknowledged: (alert: Alert) => void };

/** An open alert: what it means, how far it is beyond its limit, what to do, and who looks after it. */
export function AlertCard({ alert, now, onAcknowledged }: AlertCardProps) {
  const t = useTranslations("alerts.card");
  const rules = useTranslations("alerts.rules");
  const format = useFormatter();
  const heading = useId();
  const { rule, severity } = alert;
  const known = isAlertRule(rule) ? rule : null;
  const isCritical = severity === "critical";
  return (
    <li
      aria-labelledby={heading}
      className={clsx(
        "rounded-xl border border-l-4 border-line bg-surface p-4 sm:p-5",
        isCritical ? "border-l-danger" : "border-l-warn",
      )}
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <SeverityMark severity={severity} />
        <h3 id={heading} className="text-base font-semibold">
          {known ? rules(`${known}.name`) : rule}
        </h3>
      </div>
      <p className="mt-1 text-sm text-muted">
        {t("since", {
          time: format.dateTime(alert.openedAt, { dateStyle: "medium", timeStyle: "short" }),
          ago: format.relativeTime(alert.openedAt, now),
        })}
      </p>
      <p className="mt-2 max-w-prose text-sm text-pretty">
        {known ? rules(`${known}.meaning`) : t("unknownRule")}
      </p>
      <Figures alert={alert} rule={known} />
      {known ? (
        <p className="mt-3 max-w-prose text-sm text-pretty text-muted">
          <span className="font-medium text-ink">{t("action")}: </span>
          {rules(`${known}.action`)} <WhereToLook rule={known} />
        </p>
      ) : null}
      <div className="mt-4 border-t border-line pt-3">
        <TakeOn
          alert={alert}
          name={known ? rules(`${known}.name`) : rule}
          {...{ onAcknowledged }}
        />
      </div>
    </li>
  );
}

function Figures({ alert, rule }: { alert: Alert; rule: AlertRule | null }) {
  const t = useTranslations("alerts.card");
  const figures = useFigureText();
  const value = figures.value(alert);
  return (
    <dl className="mt-3 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-sm">
      {value ? (
        <>
          <dt className="text-muted">{t("measured")}</dt>
          <dd className="font-medium tabular-nums">{value}</dd>
        </>
      ) : null}
      {rule ? (
        <>
          <dt className="text-muted">{t("limit")}</dt>
          <dd className="tabular-nums">{figures.limit(rule, alert.severity)}</dd>
        </>
      ) : null}
      <dt className="text-muted">{t("detail")}</dt>
      <dd lang="en" className="break-words">
        {alert.detail}
      </dd>
    </dl>
  );
}

function WhereToLook({ rule }: { rule: AlertRule }) {
  const t = useTranslations("alerts.card");
  const isCache = /^(kv|ticket)_/.test(rule) || rule === "fallback_answers";
  return (
    <Link
      href={isCache ? "/admin/caches" : "/admin/pipeline"}
      className="whitespace-nowrap text-accent underline underline-offset-2 hover:text-accent-strong"
    >
      {t(isCache ? "toCaches" : "toPipeline")}
    </Link>
  );
}

type TakeOnProps = { alert: Alert; name: string; onAcknowledged: (alert: Alert) => void };

/** The button until somebody has taken it on, then who that is. */
function TakeOn({ alert, name, onAcknowledged }: TakeOnProps) {
  const t = useTranslations("alerts.card");
  const toast = useToast();
  const toText = useProblemText();
  const me = useMe();
  const toName = useCarerName();
  const [busy, setBusy] = useState(false);
  const hasTaken = useRef(false);
  // The button that had the focus is gone then.
  const takeFocus = useCallback((text: HTMLElement | null) => {
    if (hasTaken.current) text?.focus();
  }, []);

  const acknowledge = async () => {
    setBusy(true);
    try {
      const url = `/api/admin/alerts/${encodeURIComponent(alert.id)}/acknowledge`;
      const taken = (await fetchJson(url, acknowledgedSchema, { method: "POST" })).alert;
      hasTaken.current = true;
      onAcknowledged(taken);
      const isMine = taken.acknowledgedBy === me.id;
      toast({ text: t(isMine ? "taken" : "takenBefore", { rule: name, name: toName(taken) }) });
    } catch (failure) {
      toast({ text: toText(failure), tone: "danger" });
    } finally {
      setBusy(false);
    }
  };

  if (alert.acknowledgedAt !== null) {
    return <Acknowledgement alert={alert} ref={takeFocus} />;
  }
  return (
    <div className="flex flex-wrap items-center justify-between gap-2">
      <p className="text-sm text-muted">{t("unacknowledged")}</p>
      <Button
        size="sm"
        busy={busy}
        aria-label={t("acknowledgeNamed", { rule: name })}
        onClick={() => void acknowledge()}
      >
        {t("acknowledge")}
      </Button>
    </div>
  );
}
