"use client";

import { Hourglass, MicOff } from "lucide-react";
import { useFormatter, useNow, useTranslations } from "next-intl";
import { useLength } from "./use-length";
import type { SendHold } from "./use-send-hold";

/** Above the composer: why nothing can be sent just now, and until when. What is written stays. */
export function StandingNotice({ hold }: { hold: SendHold }) {
  return hold.kind === "muted" ? <Muted hold={hold} /> : <Slow hold={hold} />;
}

const look =
  "mx-3 mb-2 flex items-start gap-2 rounded-lg px-3 py-2 text-sm md:mx-4 [&_svg]:mt-0.5 [&_svg]:shrink-0";

function Muted({ hold }: { hold: Extract<SendHold, { kind: "muted" }> }) {
  const t = useTranslations("moderation.standing");
  const format = useFormatter();
  const now = useNow({ updateInterval: 1000 }).getTime();
  if (hold.until <= now) return null;
  const isToday = new Date(hold.until).toDateString() === new Date(now).toDateString();
  const until = format.dateTime(hold.until, {
    ...(isToday ? {} : { dateStyle: "medium" }),
    timeStyle: "short",
  });
  return (
    <div role="status" className={`${look} bg-warn-soft text-warn`}>
      <MicOff aria-hidden size={16} />
      <div className="min-w-0">
        <p className="font-medium">{t("muted", { until })}</p>
        {hold.reason === "" ? null : (
          <p className="break-words">{t("mutedReason", { reason: hold.reason })}</p>
        )}
        <p>{t("mutedHint")}</p>
      </div>
    </div>
  );
}

function Slow({ hold }: { hold: Extract<SendHold, { kind: "slow" }> }) {
  const t = useTranslations("moderation.standing");
  const format = useFormatter();
  const toLength = useLength();
  const now = useNow({ updateInterval: 250 }).getTime();
  const left = Math.min(hold.seconds, Math.ceil((hold.until - now) / 1000));
  const toClock = (seconds: number) =>
    seconds < 60
      ? toLength(seconds)
      : format.dateTime(seconds * 1000, {
          ...(seconds < 3600 ? {} : { hour: "numeric", hourCycle: "h23" }),
          ...{ minute: "numeric", second: "2-digit", timeZone: "UTC" },
        });
  return (
    <div className={`${look} bg-subtle text-muted`}>
      <Hourglass aria-hidden size={16} />
      <p className="min-w-0">
        {t("slow", { pace: toLength(hold.seconds) })}{" "}
        {/* A clock that is read out every second would drown everything else. */}
        <span role="timer" aria-live="off" className="font-medium tabular-nums">
          {left > 0 ? t("slowLeft", { time: toClock(left) }) : t("slowFree")}
        </span>
      </p>
    </div>
  );
}
