"use client";

import { useTranslations } from "next-intl";
import { useState, type FormEvent } from "react";
import { z } from "zod";
import { FailureNotice } from "@/components/auth/failure-notice";
import { PasswordField } from "@/components/auth/password-field";
import { isRefused, withoutFields } from "@/components/auth/refused-fields";
import { useAction } from "@/components/chat/use-action";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { fetchJson } from "@/lib/http/fetcher";
import { Section } from "./section";

type PasswordSectionProps = { email: string; hasPassword: boolean; onChange: () => void };

export function PasswordSection({ email, hasPassword, onChange }: PasswordSectionProps) {
  const t = useTranslations("settings.password");
  const toast = useToast();
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const { busy, failure, run } = useAction();

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
          <PasswordField
            label={t("current")}
            error={isRefused(failure, "current") ? t("currentError") : undefined}
            name="current-password"
            autoComplete="current-password"
            required
            value={current}
            onChange={setCurrent}
          />
        ) : null}
        <PasswordField
          label={t("next")}
          hint={t("nextHint")}
          error={isRefused(failure, "next") ? t("nextError") : undefined}
          name="new-password"
          autoComplete="new-password"
          required
          value={next}
          onChange={setNext}
        />
        <Button type="submit" variant="primary" busy={busy}>
          {t("save")}
        </Button>
      </form>
    </Section>
  );
}
