"use client";

import { useTranslations } from "next-intl";
import { useState, type FormEvent } from "react";
import { FailureNotice } from "@/components/auth/failure-notice";
import { isRefused, withoutFields } from "@/components/auth/refused-fields";
import { useAction } from "@/components/chat/use-action";
import { Button } from "@/components/ui/button";
import { controlLook } from "@/components/ui/control";
import { Field } from "@/components/ui/field";
import { partnerProfileLimits } from "@/lib/auth/partner/schema";

type PartnerFormProps = {
  initial: string;
  /** Whether an application waits already. */
  isChange: boolean;
  onSend: (profile: string) => Promise<void>;
  /** It could not be sent: what is shown may be old. */
  onRefused: () => void;
  onCancel: (() => void) | null;
};

/** Who somebody is as a host, in their own words. */
export function PartnerForm({ initial, isChange, onSend, onRefused, onCancel }: PartnerFormProps) {
  const t = useTranslations("partner");
  const common = useTranslations("common");
  const [profile, setProfile] = useState(initial);
  const [isTried, setTried] = useState(false);
  const { busy, failure, run } = useAction();
  const { min, max } = partnerProfileLimits;
  const length = [...profile.trim()].length;
  const isWrong = length < min || length > max;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (isWrong) return;
    void run(() => onSend(profile)).then((sent) => (sent ? undefined : onRefused()));
  };

  return (
    <form noValidate onSubmit={submit} className="space-y-4">
      <FailureNotice failure={withoutFields(failure, ["profile"])} />
      <Field
        label={t("profile")}
        hint={t("profileHint", { min, max, length })}
        error={
          (isTried && isWrong) || isRefused(failure, "profile")
            ? t("profileError", { min, max })
            : undefined
        }
      >
        {(wiring) => (
          <textarea
            {...wiring}
            rows={6}
            required
            value={profile}
            onChange={({ target }) => setProfile(target.value)}
            className={`${controlLook} py-2 text-base md:text-sm`}
          />
        )}
      </Field>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" busy={busy}>
          {t(isChange ? "sendChange" : "send")}
        </Button>
        {onCancel ? <Button onClick={onCancel}>{common("cancel")}</Button> : null}
      </div>
    </form>
  );
}
