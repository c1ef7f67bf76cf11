"use client";

import { useTranslations } from "next-intl";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { useLength } from "./use-length";

const paces = [0, 5, 10, 30, 60, 300, 900, 3600, 21_600];

type RoomPaceFieldProps = { seconds: number; onChange: (seconds: number) => void };

/** How long members wait between two messages. */
export function RoomPaceField({ seconds, onChange }: RoomPaceFieldProps) {
  const t = useTranslations("moderation.pace");
  const toLength = useLength();
  const options = paces.includes(seconds) ? paces : [...paces, seconds].sort((a, b) => a - b);
  return (
    <Field label={t("label")} hint={t("hint")}>
      {(wiring) => (
        <Select
          {...wiring}
          value={seconds}
          onChange={(event) => onChange(Number(event.target.value))}
        >
          {options.map((value) => (
            <option key={value} value={value}>
              {value === 0 ? t("off") : t("every", { pace: toLength(value) })}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
