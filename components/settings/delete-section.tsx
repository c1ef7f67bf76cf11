"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { z } from "zod";
import { FailureNotice } from "@/components/auth/failure-notice";
import { PasswordField } from "@/components/auth/password-field";
import { isRefused, withoutFields } from "@/components/auth/refused-fields";
import { useAction } from "@/components/chat/use-action";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { RadioGroup } from "@/components/ui/radio-group";
import { fetchJson } from "@/lib/http/fetcher";
import { PlazaError } from "@/lib/http/problem";
import { Section } from "./section";

/** What an account may leave behind can take a while to be taken away. */
const timeoutMs = 60_000;

export function DeleteSection({ hasPassword }: { hasPassword: boolean }) {
  const t = useTranslations("settings.delete");
  const [open, setOpen] = useState(false);
  const [messages, setMessages] = useState<"keep" | "delete">("keep");
  const [password, setPassword] = useState("");
  const { busy, failure, run } = useAction();
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
            <PasswordField
              label={t("password")}
              error={isRefused(failure, "password") ? t("passwordError") : undefined}
              name="password"
              autoComplete="current-password"
              value={password}
              onChange={setPassword}
            />
          ) : null}
        </div>
      </AlertDialog>
    </Section>
  );
}
