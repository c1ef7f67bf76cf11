"use client";

import { useTranslations } from "next-intl";
import { useState, type FormEvent } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { useProblemText } from "@/components/chat/use-problem-text";
import { useAction } from "@/components/chat/use-action";
import { PlazaError } from "@/lib/http/problem";

type NameFormProps = {
  label: string;
  hint: string;
  submit: string;
  /** What a 409 says: there are as many as there may be. */
  full: string;
  onSubmit: (name: string) => Promise<void>;
};

/** Makes something that has a name and nothing else to begin with. */
export function NameForm({ label, hint, submit, full, onSubmit }: NameFormProps) {
  const t = useTranslations("programs");
  const toText = useProblemText();
  const { busy, failure, run } = useAction();
  const [name, setName] = useState("");
  const [missing, setMissing] = useState(false);
  const isFull = failure instanceof PlazaError && failure.code === "conflict";

  const send = async (event: FormEvent) => {
    event.preventDefault();
    setMissing(name.trim() === "");
    if (name.trim() === "") return;
    if (await run(() => onSubmit(name))) setName("");
  };

  return (
    <form noValidate onSubmit={(event) => void send(event)} className="space-y-2">
      <Field label={label} hint={hint} error={missing ? t("nameError") : undefined}>
        {(wiring) => (
          <div className="flex gap-2">
            <Input
              {...wiring}
              autoComplete="off"
              maxLength={60}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
            <Button type="submit" busy={busy} className="shrink-0">
              {submit}
            </Button>
          </div>
        )}
      </Field>
      {failure === undefined ? null : (
        <Notice tone="danger">{isFull ? full : toText(failure)}</Notice>
      )}
    </form>
  );
}
