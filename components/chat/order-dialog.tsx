"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Field } from "@/components/ui/field";
import { FormDialog } from "@/components/ui/form-dialog";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { RadioGroup } from "@/components/ui/radio-group";
import { Select } from "@/components/ui/select";
import { useToast } from "@/components/ui/toast";
import { moderationLimits } from "@/lib/chat/moderation-schema";
import { banMember, muteMember } from "./moderation-api";
import { useAction } from "./use-action";
import { useLength } from "./use-length";
import { useProblemText } from "./use-problem-text";

const hour = 60 * 60;
const day = 24 * hour;
const lengths = {
  mute: [hour / 6, hour, 8 * hour, day, 7 * day],
  /** 0: for good. */
  ban: [day, 7 * day, 30 * day, 0],
} as const;
type Deed = keyof typeof lengths;

type OrderDialogProps = {
  roomId: string;
  person: { userId: string; name: string };
  /** Where the focus goes afterwards; without it, to where it was. */
  onClosed?: () => void;
  onClose: () => void;
  onDone?: () => void;
};

/** Takes somebody the word in a room, or the room. */
export function OrderDialog({ roomId, person, onClose, onClosed, onDone }: OrderDialogProps) {
  const t = useTranslations("moderation.order");
  const toText = useProblemText();
  const toLength = useLength();
  const toast = useToast();
  const { busy, failure, run } = useAction();
  const [deed, setDeed] = useState<Deed>("mute");
  const [seconds, setSeconds] = useState<Record<Deed, number>>({ mute: hour, ban: 0 });
  const [reason, setReason] = useState("");
  const { userId, name } = person;

  const submit = async () => {
    const done = await run(() =>
      deed === "mute"
        ? muteMember(roomId, userId, { seconds: seconds.mute, reason })
        : banMember(roomId, userId, { seconds: seconds.ban || null, reason }),
    );
    if (!done) return;
    toast({ text: t(`${deed}Done`, { name }) });
    onDone?.();
    onClose();
  };

  return (
    <FormDialog
      onClosed={onClosed}
      title={t("title", { name })}
      submitLabel={t(deed)}
      tone="danger"
      busy={busy}
      onSubmit={submit}
      onClose={onClose}
    >
      <RadioGroup
        label={t("what")}
        value={deed}
        onChange={setDeed}
        options={[
          { value: "mute", label: t("mute"), hint: t("muteHint") },
          { value: "ban", label: t("ban"), hint: t("banHint") },
        ]}
      />
      <Field label={t("length")}>
        {(wiring) => (
          <Select
            {...wiring}
            value={seconds[deed]}
            onChange={(event) => setSeconds({ ...seconds, [deed]: Number(event.target.value) })}
          >
            {lengths[deed].map((value) => (
              <option key={value} value={value}>
                {value === 0 ? t("forGood") : toLength(value)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t("reason")} hint={t(`${deed}ReasonHint`)}>
        {(wiring) => (
          <Input
            {...wiring}
            value={reason}
            maxLength={moderationLimits.reasonCharacters}
            autoComplete="off"
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      {failure === undefined ? null : <Notice tone="danger">{toText(failure)}</Notice>}
    </FormDialog>
  );
}
