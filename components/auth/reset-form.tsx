"use client";

import { useTranslations } from "next-intl";
import Link from "next/link";
import { useState, type FormEvent } from "react";
import { z } from "zod";
import { useAction } from "@/components/chat/use-action";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { fetchJson } from "@/lib/http/fetcher";
import { PlazaError } from "@/lib/http/problem";
import { FailureNotice } from "./failure-notice";
import { PasswordField } from "./password-field";
import { isRefused, withoutFields } from "./refused-fields";

/** Sets a new password with a one-time link. */
export function ResetForm({ token }: { token: string }) {
  const t = useTranslations("auth");
  const [password, setPassword] = useState("");
  const [done, setDone] = useState(false);
  const { busy, failure, run } = useAction();

  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run(async () => {
      const json = { token, password };
      await fetchJson("/api/auth/reset", z.undefined(), { method: "POST", json });
      setDone(true);
    });
  };

  if (done) {
    return (
      <div className="space-y-4">
        <Notice tone="info">
          <strong>{t("reset.doneTitle")}</strong> {t("reset.doneText")}
        </Notice>
        <Button asChild variant="primary" size="lg" wide>
          <Link href="/sign-in">{t("reset.signIn")}</Link>
        </Button>
      </div>
    );
  }
  const isGone =
    failure instanceof PlazaError &&
    (["gone", "not_found"].includes(failure.code) || isRefused(failure, "token"));
  return (
    <form onSubmit={submit} className="space-y-4">
      {isGone ? (
        <Notice tone="danger">{t("reset.gone")}</Notice>
      ) : (
        <FailureNotice failure={withoutFields(failure, ["password"])} />
      )}
      <PasswordField
        label={t("fields.newPassword")}
        hint={t("fields.passwordHint")}
        error={isRefused(failure, "password") ? t("errors.password") : undefined}
        name="password"
        autoComplete="new-password"
        required
        value={password}
        onChange={setPassword}
      />
      <Button type="submit" variant="primary" size="lg" wide busy={busy}>
        {t("reset.submit")}
      </Button>
    </form>
  );
}
