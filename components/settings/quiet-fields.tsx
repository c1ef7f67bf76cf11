"use client";

import { Moon } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { FailureNotice } from "@/components/auth/failure-notice";
import { useAction } from "@/components/chat/use-action";
import { Button } from "@/components/ui/button";
import { Switch } from "@/components/ui/switch";
import { TextField } from "@/components/ui/text-field";
import { fromClockTime, inAnHour, nextMorning, toClockTime } from "@/lib/client/quiet-times";
import type { DailyQuiet, Quiet } from "@/lib/notify/schema";

type QuietFieldsProps = { quiet: Quiet; onSave: (quiet: Quiet) => Promise<void> };

/** Ten in the evening to seven in the morning, by this browser's clock. */
const usualNight = (): DailyQuiet => ({ from: 22 * 60, to: 7 * 60, timeZone: ownTimeZone() });
const ownTimeZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** When I do not want to be disturbed: for a while, and every night. Each change is kept at once. */
export function QuietFields({ quiet, onSave }: QuietFieldsProps) {
  const t = useTranslations("settings.notifications.quiet");
  const format = useFormatter();
  const { busy, failure, run } = useAction();
  const save = (change: Partial<Quiet>) => void run(() => onSave({ ...quiet, ...change }));
  const { until, daily } = quiet;

  return (
    <div className="space-y-3">
      <h3 className="text-sm font-medium">{t("title")}</h3>
      <p className="text-sm text-muted">{t("lead")}</p>
      <FailureNotice failure={failure} />
      <p aria-live="polite" className="flex items-center gap-2 text-sm empty:hidden">
        {until === null ? null : (
          <>
            <Moon aria-hidden size={16} className="shrink-0 text-muted" />
            {t("until", {
              time: format.dateTime(until, {
                weekday: "short",
                hour: "numeric",
                minute: "2-digit",
              }),
            })}
          </>
        )}
      </p>
      <div className="flex flex-wrap gap-2">
        <Button size="sm" busy={busy} onClick={() => save({ until: inAnHour(Date.now()) })}>
          {t("hour")}
        </Button>
        <Button size="sm" busy={busy} onClick={() => save({ until: nextMorning(Date.now()) })}>
          {t("tomorrow")}
        </Button>
        {until === null ? null : (
          <Button size="sm" variant="ghost" busy={busy} onClick={() => save({ until: null })}>
            {t("end")}
          </Button>
        )}
      </div>
      <Switch
        checked={daily !== null}
        onChange={(on) => save({ daily: on ? usualNight() : null })}
        className="-ml-1.5"
      >
        {t("daily")}
      </Switch>
      {daily ? <DailyFields daily={daily} onSave={(changed) => save({ daily: changed })} /> : null}
    </div>
  );
}

/** From when to when; kept when a time is complete and the two differ. */
function DailyFields({
  daily,
  onSave,
}: {
  daily: DailyQuiet;
  onSave: (daily: DailyQuiet) => void;
}) {
  const t = useTranslations("settings.notifications.quiet");
  const [from, setFrom] = useState(toClockTime(daily.from));
  const [to, setTo] = useState(toClockTime(daily.to));
  const isSame = from !== "" && from === to;

  const keep = () => {
    const times = { from: fromClockTime(from), to: fromClockTime(to) };
    if (times.from === null || times.to === null || isSame) return;
    const changed = { from: times.from, to: times.to, timeZone: ownTimeZone() };
    if (JSON.stringify(changed) !== JSON.stringify(daily)) onSave(changed);
  };

  return (
    <div className="space-y-2">
      <div className="grid max-w-xs grid-cols-2 gap-3">
        <TextField label={t("from")} type="time" value={from} onChange={setFrom} onBlur={keep} />
        <TextField
          label={t("to")}
          error={isSame ? t("same") : undefined}
          type="time"
          value={to}
          onChange={setTo}
          onBlur={keep}
        />
      </div>
      <p className="text-sm text-muted">{t("zone", { zone: daily.timeZone })}</p>
    </div>
  );
}
