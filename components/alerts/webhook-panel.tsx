"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useState, type ReactNode } from "react";
import { usePolled } from "@/components/admin/use-polled";
import { useProblemText } from "@/components/chat/use-problem-text";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { testSentSchema, webhookSchema, type Webhook } from "@/lib/alerts/schema";
import { fetchJson } from "@/lib/http/fetcher";

type Outcome = { text: string; isGood: boolean };

/** Where alerts are sent to, what has not arrived yet, and a test of it. */
export function WebhookPanel({ now }: { now: number }) {
  const t = useTranslations("alerts.webhook");
  const { data: webhook, error, reload } = usePolled("/api/admin/alerts/webhook", webhookSchema);
  return (
    <section
      aria-labelledby="webhook"
      className="space-y-3 rounded-xl border border-line bg-surface p-4 text-sm"
    >
      <h2 id="webhook" className="font-semibold">
        {t("title")}
      </h2>
      <p className="text-pretty text-muted">{t("lead")}</p>
      {webhook ? (
        <>
          <p className="font-medium break-words">
            {t(`state.${webhook.state}`, { host: webhook.host ?? "" })}
          </p>
          <Advice webhook={webhook} now={now} />
          {webhook.state === "missing" ? null : <SendTest onSent={reload} />}
        </>
      ) : error === undefined ? (
        <Skeleton className="h-24" />
      ) : (
        <p>{t("loadFailed")}</p>
      )}
    </section>
  );
}

function Advice({ webhook, now }: { webhook: Webhook; now: number }) {
  const t = useTranslations("alerts.webhook");
  const format = useFormatter();
  const code = (name: ReactNode) => (
    <code className="rounded bg-subtle px-1 py-0.5 text-[0.8125rem] break-all">{name}</code>
  );
  const { state, waiting: count, nextAt } = webhook;
  if (state === "missing") return <p className="text-pretty">{t.rich("howTo", { code })}</p>;
  return (
    <>
      {state === "invalid" ? (
        <p className="text-pretty">{t.rich("invalidText", { code })}</p>
      ) : null}
      <p className="text-muted">
        {count === 0
          ? t("allDelivered")
          : t("waiting", { count, when: format.relativeTime(Math.max(nextAt ?? now, now), now) })}
      </p>
    </>
  );
}

function SendTest({ onSent }: { onSent: () => void }) {
  const t = useTranslations("alerts.webhook");
  const format = useFormatter();
  const toText = useProblemText();
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<Outcome | null>(null);

  const send = async () => {
    setBusy(true);
    setOutcome({ text: t("testing"), isGood: true });
    try {
      const init = { method: "POST" } as const;
      const { delivered } = await fetchJson("/api/admin/alerts/test", testSentSchema, init);
      const time = format.dateTime(Date.now(), { timeStyle: "medium" });
      setOutcome({ text: delivered ? t("delivered", { time }) : t("queued"), isGood: delivered });
    } catch (failure) {
      setOutcome({ text: toText(failure), isGood: false });
    } finally {
      setBusy(false);
      onSent();
    }
  };

  return (
    <div className="space-y-2">
      <Button size="sm" busy={busy} onClick={() => void send()}>
        {t("test")}
      </Button>
      <p role="status" className={outcome?.isGood === false ? "text-danger" : "text-muted"}>
        {outcome?.text}
      </p>
    </div>
  );
}
