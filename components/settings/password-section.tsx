"use client";

import { useTranslations } from "next-intl";
import { useState, type FormEvent } from "react";
import { z } from "zod";
import { FailureNotice } from "@/components/auth/failure-notice";
import { PasswordInput } from "@/components/auth/password-input";
import { isRefused, useSubmit, withoutFields } from "@/components/auth/use-submit";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { useToast } from "@/components/ui/toast";
import { fetchJson } from "@/lib/http/fetcher";
import { Section } from "./section";

type PasswordSectionProps = { email: string; hasPassword: boolean; onChange: () => void };

export function PasswordSection({ email, hasPassword, onChange }: PasswordSectionProps) {
  const t = useTranslations("settings.password");
  const auth = useTranslations("auth.password");
  const toast = useToast();
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const { busy, failure, run } = useSubmit();
  const labels = { show: auth("show"), hide: auth("hide") };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run(async () => {
      const json = hasPassword ? { current, next } : { next };
      await fetchJson("/api/me/password", z.undefined(), { method: "PUT", json });
      setCurrent("");
      setNext("");
      onChange();
      toast({ text: t("done") });
    });
  };

  return (
    <Section title={t("title")} lead={hasPassword ? t("lead") : t("firstLead")}>
      <form onSubmit={submit} className="space-y-4">
        <FailureNotice failure={withoutFields(failure, ["current", "next"])} />
        {/* For password managers, which want to know whose password this is. */}
        <input type="email" name="email" autoComplete="username" value={email} readOnly hidden />
        {hasPassword ? (
          <Field
            label={t("current")}
            error={isRefused(failure, "current") ? t("currentError") : undefined}
          >
            {(wiring) => (
              <PasswordInput
                {...wiring}
                labels={labels}
                name="current-password"
                autoComplete="current-password"
                required
                value={current}
                onChange={(event) => setCurrent(event.target.value)}
              />
            )}
          </Field>
        ) : null}
        <Field
          label={t("next")}
          hint={t("nextHint")}
          error={isRefused(failure, "next") ? t("nextError") : undefined}
        >
          {(wiring) => (
            <PasswordInput
              {...wiring}
              labels={labels}
              name="new-password"
              autoComplete="new-password"
              required
              value={next}
              onChange={(event) => setNext(event.target.value)}
            />
          )}
        </Field>
        <Button type="submit" variant="primary" busy={busy}>
          {t("save")}
        </Button>
      </form>
    </Section>
  );
}
