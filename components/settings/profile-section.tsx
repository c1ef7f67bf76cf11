"use client";

import { useTranslations } from "next-intl";
import { useState, type FormEvent } from "react";
import { FailureNotice } from "@/components/auth/failure-notice";
import { isRefused, withoutFields } from "@/components/auth/refused-fields";
import { useAction } from "@/components/chat/use-action";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { TextField } from "@/components/ui/text-field";
import { useToast } from "@/components/ui/toast";
import type { Me } from "@/lib/auth/schema";
import { PictureField } from "./picture-field";
import { Section } from "./section";
import { saveProfile } from "./save-profile";

type ProfileSectionProps = { me: Me; onChange: (me: Me) => void };

export function ProfileSection({ me, onChange }: ProfileSectionProps) {
  const t = useTranslations("settings");
  const toast = useToast();
  const [name, setName] = useState(me.name);
  const { busy, failure, run } = useAction();

  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run(async () => {
      const saved = await saveProfile({ name });
      setName(saved.name);
      onChange(saved);
      toast({ text: t("saved") });
    });
  };

  return (
    <Section title={t("profile.title")} lead={t("profile.lead")}>
      <PictureField me={me} onChange={(image) => onChange({ ...me, image })} />
      <form onSubmit={submit} className="space-y-4">
        <FailureNotice failure={withoutFields(failure, ["name"])} />
        <TextField
          label={t("profile.name")}
          error={isRefused(failure, "name") ? t("profile.nameError") : undefined}
          name="name"
          autoComplete="nickname"
          required
          maxLength={200}
          value={name}
          onChange={setName}
        />
        <Field label={t("profile.email")}>
          {(wiring) => (
            <Input {...wiring} type="email" value={me.email} readOnly className="text-muted" />
          )}
        </Field>
        <Button type="submit" variant="primary" busy={busy}>
          {t("profile.save")}
        </Button>
      </form>
    </Section>
  );
}
