"use client";

import { useTranslations } from "next-intl";
import { useRef, useState, type FormEvent } from "react";
import { z } from "zod";
import { useAction } from "@/components/chat/use-action";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { TextField } from "@/components/ui/text-field";
import { fetchJson, NetworkError } from "@/lib/http/fetcher";
import { PlazaError } from "@/lib/http/problem";
import { FailureNotice } from "./failure-notice";
import { PasswordField } from "./password-field";
import { signIn, type Refusal } from "./session-calls";
import { isRefused, withoutFields } from "./refused-fields";

const createdSchema = z.object({ id: z.string() });
const fields = ["email", "name", "password", "setupToken"];

type RegisterFormProps = { next: string; askSetupToken: boolean };

/** Creates the account and signs in. */
export function RegisterForm({ next, askSetupToken }: RegisterFormProps) {
  const t = useTranslations("auth");
  const [values, setValues] = useState({ email: "", name: "", password: "", setupToken: "" });
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  /** An earlier try may have made the account although its answer never came. */
  const isUncertain = useRef(false);
  const { busy, failure, run } = useAction();

  const set = (field: keyof typeof values) => (value: string) =>
    setValues((old) => ({ ...old, [field]: value }));

  const create = async () => {
    const { setupToken, ...rest } = values;
    const json = setupToken ? { ...rest, setupToken } : rest;
    try {
      await fetchJson("/api/auth/register", createdSchema, { method: "POST", json });
    } catch (error) {
      if (error instanceof NetworkError) isUncertain.current = true;
      const isTaken = error instanceof PlazaError && error.code === "conflict";
      if (!isTaken || !isUncertain.current) throw error;
      if ((await signIn(values.email, values.password)) !== null) throw error;
    }
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setRefusal(null);
    void run(async () => {
      await create();
      const refused = await signIn(values.email, values.password);
      setRefusal(refused);
      if (refused === null) window.location.assign(next);
    });
  };

  const isTaken = failure instanceof PlazaError && failure.code === "conflict";
  const errorOf = (field: "name" | "password" | "setupToken") =>
    isRefused(failure, field) ? t(`errors.${field}`) : undefined;
  const emailError = isTaken ? t("errors.emailTaken") : t("errors.email");
  return (
    <form onSubmit={submit} className="space-y-4">
      {refusal ? <Notice tone="danger">{t(`errors.${refusal}`)}</Notice> : null}
      <FailureNotice failure={withoutFields(failure, fields)} />
      <TextField
        label={t("fields.name")}
        hint={t("fields.nameHint")}
        error={errorOf("name")}
        name="name"
        autoComplete="nickname"
        required
        maxLength={200}
        value={values.name}
        onChange={set("name")}
      />
      <TextField
        label={t("fields.email")}
        error={isRefused(failure, "email") ? emailError : undefined}
        type="email"
        name="email"
        autoComplete="username"
        required
        value={values.email}
        onChange={set("email")}
      />
      <PasswordField
        label={t("fields.password")}
        hint={t("fields.passwordHint")}
        error={errorOf("password")}
        name="password"
        autoComplete="new-password"
        required
        value={values.password}
        onChange={set("password")}
      />
      {askSetupToken ? (
        <details className="rounded-lg border border-line px-3 py-2 text-sm">
          <summary className="cursor-pointer font-medium">{t("register.setupTitle")}</summary>
          <div className="mt-3">
            <TextField
              label={t("fields.setupToken")}
              hint={t("fields.setupTokenHint")}
              error={errorOf("setupToken")}
              name="setup-token"
              autoComplete="off"
              value={values.setupToken}
              onChange={set("setupToken")}
            />
          </div>
        </details>
      ) : null}
      <Button type="submit" variant="primary" size="lg" wide busy={busy}>
        {t("register.submit")}
      </Button>
    </form>
  );
}
