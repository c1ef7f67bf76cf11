"use client";

import { useTranslations } from "next-intl";
import { useState, type ReactNode } from "react";
import { useAction } from "@/components/chat/use-action";
import { controlLook } from "@/components/ui/control";
import { Field } from "@/components/ui/field";
import { FormDialog } from "@/components/ui/form-dialog";
import { reasonLimit } from "@/lib/auth/partner/schema";
import { Failed } from "./failed";

/** Something to be confirmed before it is done. */
export type PersonAction = {
  title: string;
  /** What it means. */
  text: ReactNode;
  confirmLabel: string;
  tone: "primary" | "danger";
  /** Who reads the reason; without it none is asked for. */
  reasonHint?: string;
  /** Does it; told once it is done. */
  act: (reason: string) => Promise<void>;
  done: string;
};

type ActionDialogProps = {
  action: PersonAction;
  onClose: () => void;
  /** It was done, or has failed: what is shown may be old. */
  onSettled: (done: boolean) => void;
};

/** Asks before an action, for its reason as well where it needs one; stays open with what went wrong. */
export function ActionDialog({ action, onClose, onSettled }: ActionDialogProps) {
  const t = useTranslations("people.dialog");
  const [reason, setReason] = useState("");
  const [isTried, setTried] = useState(false);
  const { busy, failure, run } = useAction();
  const asksReason = action.reasonHint !== undefined;
  const isMissing = asksReason && reason.trim() === "";

  const submit = () => {
    setTried(true);
    if (!isMissing) void run(() => action.act(reason.trim())).then(onSettled);
  };

  return (
    <FormDialog
      title={action.title}
      description={action.text}
      submitLabel={action.confirmLabel}
      tone={action.tone}
      busy={busy}
      onSubmit={submit}
      onClose={onClose}
    >
      {asksReason ? (
        <Field
          label={t("reason")}
          hint={action.reasonHint}
          error={isTried && isMissing ? t("reasonMissing") : undefined}
        >
          {(wiring) => (
            <textarea
              {...wiring}
              required
              rows={3}
              maxLength={reasonLimit}
              value={reason}
              onChange={({ target }) => setReason(target.value)}
              className={`${controlLook} py-2 text-base md:text-sm`}
            />
          )}
        </Field>
      ) : null}
      <Failed failure={failure} />
    </FormDialog>
  );
}
