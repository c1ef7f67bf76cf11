"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState, type FormEvent } from "react";
import { useAction } from "@/components/chat/use-action";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { TextField } from "@/components/ui/text-field";
import { notePushesEnded } from "@/lib/client/push-memory";
import { FailureNotice } from "./failure-notice";
import { PasswordField } from "./password-field";
import { signIn, type Refusal } from "./session-calls";

/** What a provider's way back may report in the address. */
export type ReturnError = "banned" | "email_taken" | "email_unverified" | "failed";

type SignInFormProps = { next: string; returnError: ReturnError | null };

export function SignInForm({ next, returnError }: SignInFormProps) {
  const t = useTranslations("auth");
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [refusal, setRefusal] = useState<Refusal | ReturnError | null>(returnError);
  const { busy, failure, run } = useAction();
  // Whichever way the last session ended, the next one begins here.
  useEffect(notePushesEnded, []);

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
      <TextField
        label={t("fields.email")}
        type="email"
        name="email"
        autoComplete="username"
        required
        value={email}
        onChange={setEmail}
      />
      <PasswordField
        label={t("fields.password")}
        name="password"
        autoComplete="current-password"
        required
        value={password}
        onChange={setPassword}
      />
      <Button type="submit" variant="primary" size="lg" wide busy={busy}>
        {t("signIn.submit")}
      </Button>
    </form>
  );
}
