"use client";

import { useNow, useTranslations } from "next-intl";
import { useState } from "react";
import { FormDialog } from "@/components/ui/form-dialog";
import { TextField } from "@/components/ui/text-field";
import { checkPeriod, fromLocalText, toLocalText } from "@/lib/client/local-period";

type CustomRangeDialogProps = {
  shown: { from: number; to: number } | null;
  onChoose: (from: number, to: number) => void;
  onClose: () => void;
};

const dayMs = 86_400_000;

/** Two times by the viewer's clock. What comes back as answer says to which hours or days they were snapped. */
export function CustomRangeDialog({ shown, onChoose, onClose }: CustomRangeDialogProps) {
  const t = useTranslations("paths.range");
  const now = useNow().getTime();
  const [from, setFrom] = useState(() => toLocalText(shown?.from ?? now - dayMs));
  const [to, setTo] = useState(() => toLocalText(Math.min(shown?.to ?? now, now)));
  const [isAsked, setAsked] = useState(false);
  const period = { from: fromLocalText(from), to: fromLocalText(to) };
  const fault = isAsked ? checkPeriod(period, now) : null;

  const choose = () => {
    setAsked(true);
    if (checkPeriod(period, now) || period.from === null || period.to === null) return;
    onChoose(period.from, period.to);
    onClose();
  };

  return (
    <FormDialog
      title={t("custom")}
      description={t("customHint")}
      submitLabel={t("show")}
      onSubmit={choose}
      onClose={onClose}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          label={t("from")}
          error={fault?.field === "from" ? t(fault.code) : undefined}
          type="datetime-local"
          value={from}
          onChange={setFrom}
        />
        <TextField
          label={t("to")}
          error={fault?.field === "to" ? t(fault.code) : undefined}
          type="datetime-local"
          value={to}
          onChange={setTo}
        />
      </div>
    </FormDialog>
  );
}
