"use client";

import { useTranslations } from "next-intl";
import { useState, type FormEvent } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { FailureNotice } from "./failure-notice";
import { PasswordInput } from "./password-input";
import { signIn, type Refusal } from "./session-calls";
import { useSubmit } from "./use-submit";

/** What a provider's way back may report in the address. */
export type ReturnError = "banned" | "email_taken" | "email_unverified" | "failed";

type SignInFormProps = { next: string; returnError: ReturnError | null };

export function SignInForm({ next, returnError }: SignInFormProps) {
  const t = useTranslations("auth");
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [refusal, setRefusal] = useState<Refusal | ReturnError | null>(returnError);
  const { busy, failure, run } = useSubmit();

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setRefusal(null);
    void run(async () => {
      const refused = await signIn(email, password);
      setRefusal(refused);
      // A full load, so that server and browser agree from the first byte on who is signed in.
      if (refused === null) window.location.assign(next);
    });
  };

  return (
    <form onSubmit={submit} className="space-y-4" noValidate={false}>
      {refusal ? <Notice tone="danger">{t(`errors.${refusal}`)}</Notice> : null}
      <FailureNotice failure={failure} />
      <Field label={t("fields.email")}>
        {(wiring) => (
          <Input
            {...wiring}
            type="email"
            name="email"
            autoComplete="username"
            required
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
        )}
      </Field>
      <Field label={t("fields.password")}>
        {(wiring) => (
          <PasswordInput
            {...wiring}
            labels={{ show: t("password.show"), hide: t("password.hide") }}
            name="password"
            autoComplete="current-password"
            required
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" variant="primary" size="lg" wide busy={busy}>
        {t("signIn.submit")}
      </Button>
    </form>
  );
}
