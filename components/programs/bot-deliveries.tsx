"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import useSWR from "swr";
import { FailureNotice } from "@/components/auth/failure-notice";
import { useAction } from "@/components/chat/use-action";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import type { Bot, Delivery } from "@/lib/bot/schema";
import { readDeliveries, sendAgain, toDeliveriesUrl } from "./api";

type BotDeliveriesProps = { bot: Bot; onSent: () => Promise<void> };

/** What a webhook was told lately; asked for when it is opened. */
export function BotDeliveries({ bot, onSent }: BotDeliveriesProps) {
  const t = useTranslations("programs.deliveries");
  const [open, setOpen] = useState(false);
  return (
    <details
      className="rounded-xl border border-line"
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary className="cursor-pointer rounded-xl px-3 py-2.5 text-sm font-medium">
        {t("title")}
      </summary>
      {open ? <DeliveryList bot={bot} onSent={onSent} /> : null}
    </details>
  );
}

function DeliveryList({ bot, onSent }: BotDeliveriesProps) {
  const t = useTranslations("programs.deliveries");
  const { data, error, mutate } = useSWR(toDeliveriesUrl(bot.id), readDeliveries);
  const { busy, failure, run } = useAction();

  const again = ({ messageId }: Delivery) =>
    void run(async () => {
      await sendAgain(bot.id, messageId);
      await Promise.all([mutate(), onSent()]);
    });

  return (
    <div className="space-y-2 border-t border-line px-3 py-3">
      <FailureNotice failure={failure} />
      {data ? null : <FailureNotice failure={error} />}
      {!data && error === undefined ? <Skeleton className="h-10 w-full" /> : null}
      {data?.deliveries.length === 0 ? <p className="text-sm text-muted">{t("empty")}</p> : null}
      <ul className="divide-y divide-line">
        {data?.deliveries.map((delivery) => (
          <DeliveryRow
            key={delivery.messageId}
            delivery={delivery}
            busy={busy}
            onAgain={() => again(delivery)}
          />
        ))}
      </ul>
    </div>
  );
}

const tones = { waiting: "warn", delivered: "accent", failed: "danger" } as const;

type DeliveryRowProps = { delivery: Delivery; busy: boolean; onAgain: () => void };

function DeliveryRow({ delivery, busy, onAgain }: DeliveryRowProps) {
  const t = useTranslations("programs.deliveries");
  const format = useFormatter();
  const { state, attempts, createdAt, lastStatus, lastFault, nextAt, roomName } = delivery;
  const time = (at: number) => format.dateTime(at, { dateStyle: "short", timeStyle: "medium" });
  const facts = [
    t("attempts", { count: attempts }),
    ...(lastStatus === null ? [] : [t("status", { status: String(lastStatus) })]),
    ...(lastFault === null ? [] : [t(`faults.${lastFault}`)]),
    ...(nextAt === null || attempts === 0 ? [] : [t("next", { when: time(nextAt) })]),
  ];
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
      <div className="min-w-0 flex-1 basis-44">
        <p className="flex flex-wrap items-center gap-x-2 text-sm">
          <Badge tone={tones[state]}>{t(`states.${state}`)}</Badge>
          <span className="min-w-0 break-words">{roomName}</span>
        </p>
        <p className="text-xs text-muted">{time(createdAt)}</p>
        <p className="text-xs text-muted">{facts.join(" · ")}</p>
      </div>
      <Button
        size="sm"
        disabled={busy}
        aria-label={t("againNamed", { when: time(createdAt) })}
        onClick={onAgain}
      >
        {t("again")}
      </Button>
    </li>
  );
}
