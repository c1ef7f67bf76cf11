"use client";

import { useTranslations } from "next-intl";
import { useState, type FormEvent } from "react";
import { useProblemText } from "@/components/chat/use-problem-text";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { dayMs, rawDays, toDay } from "@/lib/traffic/domain";

/** Late events are taken for so long: older days have none left. */
const oldestDays = 89;

type ArchiveFormProps = {
  /** By the server's clock. */
  now: number;
  request: (date: string) => Promise<void>;
};

/** Archives a day at once; days are UTC days, and today has not ended. */
export function ArchiveForm({ now, request }: ArchiveFormProps) {
  const t = useTranslations("pipeline.archive.form");
  const toText = useProblemText();
  const [min, max] = [toDay(now - oldestDays * dayMs), toDay(now - dayMs)];
  // The oldest day that stays raw: what frees most.
  const [date, setDate] = useState(() => toDay(now - (rawDays - 1) * dayMs));
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    if (date < min || date > max) return setError(t("outside"));
    setBusy(true);
    setError(undefined);
    try {
      await request(date);
    } catch (failure) {
      setError(toText(failure));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      noValidate
      onSubmit={(event) => void submit(event)}
      className="flex flex-wrap items-start gap-3"
    >
      <Field label={t("day")} error={error}>
        {(wiring) => (
          <div className="flex items-center gap-3">
            <Input
              {...wiring}
              type="date"
              required
              min={min}
              max={max}
              value={date}
              onChange={(event) => setDate(event.target.value)}
              className="w-40 min-w-0 shrink"
            />
            <Button type="submit" busy={busy} className="md:h-10">
              {t("submit")}
            </Button>
          </div>
        )}
      </Field>
    </form>
  );
}
