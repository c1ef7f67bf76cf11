"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { FormDialog } from "@/components/ui/form-dialog";
import { FailureNotice } from "@/components/auth/failure-notice";
import { isRefused, withoutFields } from "@/components/auth/refused-fields";
import { useAction } from "@/components/chat/use-action";
import { TextField } from "@/components/ui/text-field";
import { linkLimits, type DashboardLink } from "@/lib/dashboard/schema";

type RenameLinkDialogProps = {
  link: DashboardLink;
  rename: (name: string) => Promise<void>;
  onClose: () => void;
};

export function RenameLinkDialog({ link, rename, onClose }: RenameLinkDialogProps) {
  const t = useTranslations("links");
  const common = useTranslations("common");
  const [name, setName] = useState(link.name);
  const { busy, failure, run } = useAction();

  const submit = () => {
    void run(() => rename(name)).then((done) => (done ? onClose() : undefined));
  };

  return (
    <FormDialog
      title={t("renameDialog.title")}
      description={t("renameDialog.text")}
      submitLabel={common("save")}
      busy={busy}
      onSubmit={submit}
      onClose={onClose}
    >
      <FailureNotice failure={withoutFields(failure, ["name"])} />
      <TextField
        label={t("share.name")}
        hint={t("share.nameHint")}
        error={isRefused(failure, "name") ? t("share.nameError") : undefined}
        name="link-name"
        autoComplete="off"
        required
        maxLength={2 * linkLimits.nameCharacters}
        value={name}
        onChange={setName}
      />
    </FormDialog>
  );
}
