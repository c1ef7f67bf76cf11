"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { z } from "zod";
import { FailureNotice } from "@/components/auth/failure-notice";
import { PasswordInput } from "@/components/auth/password-input";
import { isRefused, useSubmit, withoutFields } from "@/components/auth/use-submit";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { RadioGroup } from "@/components/ui/radio-group";
import { fetchJson } from "@/lib/http/fetcher";
import { PlazaError } from "@/lib/http/problem";
import { Section } from "./section";

/** What an account may leave behind can take a while to be taken away. */
const timeoutMs = 60_000;

export function DeleteSection({ hasPassword }: { hasPassword: boolean }) {
  const t = useTranslations("settings.delete");
  const auth = useTranslations("auth.password");
  const [open, setOpen] = useState(false);
  const [messages, setMessages] = useState<"keep" | "delete">("keep");
  const [password, setPassword] = useState("");
  const { busy, failure, run } = useSubmit();
  const isLastAdmin = failure instanceof PlazaError && failure.code === "conflict";

  const remove = () =>
    void run(async () => {
      const json = hasPassword ? { messages, password } : { messages };
      await fetchJson("/api/me", z.undefined(), { method: "DELETE", json, timeoutMs });
      window.location.assign("/");
    });

  return (
    <Section title={t("title")} lead={t("lead")}>
      <Button variant="danger" onClick={() => setOpen(true)}>
        {t("open")}
      </Button>
      <AlertDialog
        open={open}
        onOpenChange={setOpen}
        title={t("confirmTitle")}
        description={t("confirmText")}
        confirmLabel={t("confirm")}
        onConfirm={remove}
        busy={busy}
      >
        <div className="space-y-4">
          {isLastAdmin ? (
            <Notice tone="danger">{t("lastAdmin")}</Notice>
          ) : (
            <FailureNotice failure={withoutFields(failure, ["password"])} />
          )}
          <RadioGroup
            label={t("messages")}
            value={messages}
            options={[
              { value: "keep", label: t("keep"), hint: t("keepHint") },
              { value: "delete", label: t("remove"), hint: t("removeHint") },
            ]}
            onChange={setMessages}
          />
          {hasPassword ? (
            <Field
              label={t("password")}
              error={isRefused(failure, "password") ? t("passwordError") : undefined}
            >
              {(wiring) => (
                <PasswordInput
                  {...wiring}
                  labels={{ show: auth("show"), hide: auth("hide") }}
                  name="password"
                  autoComplete="current-password"
                  value={password}
                  onChange={(event) => setPassword(event.target.value)}
                />
              )}
            </Field>
          ) : null}
        </div>
      </AlertDialog>
    </Section>
  );
}
