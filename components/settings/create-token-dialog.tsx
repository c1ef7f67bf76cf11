"use client";

import { useTranslations } from "next-intl";
import { useId, useState, type FormEvent } from "react";
import { FailureNotice } from "@/components/auth/failure-notice";
import { isRefused, withoutFields } from "@/components/auth/refused-fields";
import { useAction } from "@/components/chat/use-action";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
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
  /** Where it is made; mine, unless told otherwise. */
  path?: string;
  /** What may be allowed; everything, unless told otherwise. */
  scopes?: readonly TokenScope[];
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onCreated: (created: CreatedToken) => void;
  onClosed: () => void;
};

export function CreateTokenDialog({
  path = "/api/me/tokens",
  scopes = tokenScopeSchema.options,
  open,
  onOpenChange,
  ...rest
}: CreateTokenDialogProps) {
  const t = useTranslations("settings.tokens");
  const common = useTranslations("common");
  const formId = useId();
  const submit = useAction();
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
      <TokenForm
        id={formId}
        submit={submit}
        path={path}
        offered={scopes}
        onCreated={rest.onCreated}
      />
    </Dialog>
  );
}

type TokenFormProps = {
  id: string;
  submit: ReturnType<typeof useAction>;
  path: string;
  offered: readonly TokenScope[];
  onCreated: (created: CreatedToken) => void;
};

/** Lives only while the dialog is open, so that each opening begins anew. */
function TokenForm({ id, submit: { failure, run }, path, offered, onCreated }: TokenFormProps) {
  const t = useTranslations("settings.tokens");
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<TokenScope[]>(() => offered.slice(0, 2));
  const [life, setLife] = useState<string>("90");
  const isFull = failure instanceof PlazaError && failure.code === "conflict";

  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run(async () => {
      const json = { name, scopes, expiresInDays: life === "never" ? null : Number(life) };
      onCreated(await fetchJson(path, createdTokenSchema, { method: "POST", json }));
    });
  };

  return (
    <form id={id} onSubmit={submit} className="space-y-4">
      {isFull ? (
        <Notice tone="danger">{t("full", { count: tokenLimits.perPerson })}</Notice>
      ) : (
        <FailureNotice failure={withoutFields(failure, ["name", "scopes"])} />
      )}
      <TextField
        label={t("name")}
        hint={t("nameHint")}
        error={isRefused(failure, "name") ? t("nameError") : undefined}
        name="token-name"
        autoComplete="off"
        required
        maxLength={120}
        value={name}
        onChange={setName}
      />
      <ScopeChoice
        offered={offered}
        value={scopes}
        error={isRefused(failure, "scopes") ? t("scopesError") : undefined}
        onChange={(chosen) => setScopes(offered.filter((s) => chosen.has(s)))}
      />
      <SelectField
        label={t("life")}
        hint={life === "never" ? t("lifeNeverHint") : undefined}
        value={life}
        onChange={setLife}
      >
        {lives.map((value) => (
          <option key={value} value={value}>
            {value === "never" ? t("lifeNever") : t("lifeDays", { days: Number(value) })}
          </option>
        ))}
      </SelectField>
    </form>
  );
}
