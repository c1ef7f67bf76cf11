"use client";

import { useTranslations } from "next-intl";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { limits } from "@/lib/chat/schema";

type RoomTexts = { name: string; topic: string };

type RoomFieldsProps = {
  value: RoomTexts;
  onChange: (value: RoomTexts) => void;
  nameHint?: string;
  /** Says at the name's field that there is none. */
  nameMissing: boolean;
};

/** What a room is called and what it is about. */
export function RoomFields({ value, onChange, nameHint, nameMissing }: RoomFieldsProps) {
  const t = useTranslations("chat.create");
  return (
    <>
      <Field label={t("name")} hint={nameHint} error={nameMissing ? t("nameMissing") : undefined}>
        {(wiring) => (
          <Input
            {...wiring}
            value={value.name}
            maxLength={limits.roomNameCharacters}
            autoComplete="off"
            onChange={(event) => onChange({ ...value, name: event.target.value })}
          />
        )}
      </Field>
      <Field label={t("topic")}>
        {(wiring) => (
          <Input
            {...wiring}
            value={value.topic}
            maxLength={limits.topicCharacters}
            autoComplete="off"
            onChange={(event) => onChange({ ...value, topic: event.target.value })}
          />
        )}
      </Field>
    </>
  );
}
