"use client";

import { useTranslations } from "next-intl";
import { useId, useState, type FormEvent } from "react";
import { FailureNotice } from "@/components/auth/failure-notice";
import { isRefused, useSubmit, withoutFields } from "@/components/auth/use-submit";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { Select } from "@/components/ui/select";
import { fetchJson } from "@/lib/http/fetcher";
import { PlazaError } from "@/lib/http/problem";
import {
  createdTokenSchema,
  tokenLimits,
  tokenScopeSchema,
  type CreatedToken,
  type TokenScope,
} from "@/lib/token/schema";
import { ScopeChoice } from "./scope-choice";

const lives = ["30", "90", "365", "never"] as const;

type CreateTokenDialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onCreated: (created: CreatedToken) => void;
  onClosed: () => void;
};

export function CreateTokenDialog({ open, onOpenChange, ...rest }: CreateTokenDialogProps) {
  const t = useTranslations("settings.tokens");
  const common = useTranslations("common");
  const formId = useId();
  const submit = useSubmit();
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      onClosed={rest.onClosed}
      title={t("createTitle")}
      description={t("createText")}
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>{common("cancel")}</Button>
          <Button type="submit" form={formId} variant="primary" busy={submit.busy}>
            {t("createConfirm")}
          </Button>
        </>
      }
    >
      <TokenForm id={formId} submit={submit} onCreated={rest.onCreated} />
    </Dialog>
  );
}

type TokenFormProps = {
  id: string;
  submit: ReturnType<typeof useSubmit>;
  onCreated: (created: CreatedToken) => void;
};

/** Lives only while the dialog is open, so that each opening begins anew. */
function TokenForm({ id, submit: { failure, run }, onCreated }: TokenFormProps) {
  const t = useTranslations("settings.tokens");
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<TokenScope[]>(["share:write", "share:read"]);
  const [life, setLife] = useState<string>("90");
  const isFull = failure instanceof PlazaError && failure.code === "conflict";

  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run(async () => {
      const json = { name, scopes, expiresInDays: life === "never" ? null : Number(life) };
      onCreated(await fetchJson("/api/me/tokens", createdTokenSchema, { method: "POST", json }));
    });
  };

  return (
    <form id={id} onSubmit={submit} className="space-y-4">
      {isFull ? (
        <Notice tone="danger">{t("full", { count: tokenLimits.perPerson })}</Notice>
      ) : (
        <FailureNotice failure={withoutFields(failure, ["name", "scopes"])} />
      )}
      <Field
        label={t("name")}
        hint={t("nameHint")}
        error={isRefused(failure, "name") ? t("nameError") : undefined}
      >
        {(wiring) => (
          <Input
            {...wiring}
            name="token-name"
            autoComplete="off"
            required
            maxLength={120}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <ScopeChoice
        value={scopes}
        error={isRefused(failure, "scopes") ? t("scopesError") : undefined}
        onChange={(chosen) => setScopes(tokenScopeSchema.options.filter((s) => chosen.has(s)))}
      />
      <Field label={t("life")} hint={life === "never" ? t("lifeNeverHint") : undefined}>
        {(wiring) => (
          <Select {...wiring} value={life} onChange={(event) => setLife(event.target.value)}>
            {lives.map((value) => (
              <option key={value} value={value}>
                {value === "never" ? t("lifeNever") : t("lifeDays", { days: Number(value) })}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </form>
  );
}
