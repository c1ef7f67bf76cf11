"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useEffect, useId, useRef } from "react";
import { Button } from "@/components/ui/button";

type SendProgressProps = {
  /** Between 0 and 1. */
  part: number;
  onCancel: () => void;
};

/** How far the upload is. Takes the focus, so that Enter or a tap ends it; spoken in quarters, not in percents. */
export function SendProgress({ part, onCancel }: SendProgressProps) {
  const t = useTranslations("shares.new");
  const format = useFormatter();
  const id = useId();
  const cancel = useRef<HTMLButtonElement>(null);
  useEffect(() => cancel.current?.focus(), []);
  const whole = part >= 1;
  const percent = Math.floor(part * 100);
  const quarter = Math.floor(part * 4) / 4;
  const said = (value: number) =>
    whole ? t("finishing") : t("sending", { percent: format.number(value, { style: "percent" }) });
  return (
    <div className="space-y-3 rounded-xl border border-line bg-raised p-4">
      <div className="flex items-center justify-between gap-3">
        <p id={id} className="text-sm font-medium tabular-nums">
          {said(percent / 100)}
        </p>
        <Button ref={cancel} size="sm" onClick={onCancel}>
          {t("cancel")}
        </Button>
      </div>
      <div
        role="progressbar"
        aria-labelledby={id}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        className="h-2 overflow-hidden rounded-full bg-subtle"
      >
        <div
          className={`h-full origin-left rounded-full bg-accent transition-transform ${whole ? "animate-pulse" : ""}`}
          style={{ transform: `scaleX(${part})` }}
        />
      </div>
      <p aria-live="polite" className="sr-only">
        {said(quarter)}
      </p>
    </div>
  );
}
