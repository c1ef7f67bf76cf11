"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { FailureNotice } from "@/components/auth/failure-notice";
import { isRefused, withoutFields } from "@/components/auth/refused-fields";
import { useAction } from "@/components/chat/use-action";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { FormDialog } from "@/components/ui/form-dialog";
import { TextField } from "@/components/ui/text-field";
import { useToast } from "@/components/ui/toast";
import { programNameSchema } from "@/lib/bot/schema";

type EditProgramProps = {
  program: { id: string; name: string; image: string | null };
  onRename: (name: string) => Promise<unknown>;
  onRemovePicture: () => Promise<unknown>;
  /** When all is done. */
  onChanged: () => Promise<unknown>;
};

/** A button, and the dialog in which a program gets another name or loses its picture. */
export function EditProgram(props: EditProgramProps) {
  const t = useTranslations("programs.edit");
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        size="sm"
        aria-label={t("openNamed", { name: props.program.name })}
        onClick={() => setOpen(true)}
      >
        {t("open")}
      </Button>
      {open ? <EditDialog {...props} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

/** Nothing is changed before it is saved; what failed half-way is done by saving again. */
function EditDialog({
  program,
  onRename,
  onRemovePicture,
  onChanged,
  onClose,
}: EditProgramProps & { onClose: () => void }) {
  const t = useTranslations("programs");
  const common = useTranslations("common");
  const toast = useToast();
  const { busy, failure, run } = useAction();
  const [name, setName] = useState(program.name);
  const [tried, setTried] = useState(false);
  const [withoutPicture, setWithoutPicture] = useState(false);
  const wanted = programNameSchema.safeParse(name);
  const isUnfit = (tried && !wanted.success) || isRefused(failure, "name");

  const save = async () => {
    setTried(true);
    if (!wanted.success) return;
    const done = await run(async () => {
      if (wanted.data !== program.name) await onRename(wanted.data);
      if (withoutPicture) await onRemovePicture();
      await onChanged();
    });
    if (!done) return;
    toast({ text: t("edit.saved", { name: wanted.data }) });
    onClose();
  };

  return (
    <FormDialog
      title={t("edit.title", { name: program.name })}
      submitLabel={common("save")}
      busy={busy}
      onSubmit={save}
      onClose={onClose}
    >
      <TextField
        label={t("edit.name")}
        hint={t("edit.hint")}
        error={isUnfit ? t("nameError") : undefined}
        autoComplete="off"
        maxLength={60}
        value={name}
        onChange={setName}
      />
      {program.image === null ? null : (
        <PictureChoice
          program={program}
          removed={withoutPicture}
          onToggle={() => setWithoutPicture(!withoutPicture)}
        />
      )}
      <FailureNotice failure={withoutFields(failure, ["name"])} />
    </FormDialog>
  );
}

type PictureChoiceProps = {
  program: EditProgramProps["program"];
  removed: boolean;
  onToggle: () => void;
};

function PictureChoice({ program, removed, onToggle }: PictureChoiceProps) {
  const t = useTranslations("programs.edit");
  const { id, name, image } = program;
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Avatar name={name} image={removed ? null : image} colorKey={id} />
      <Button size="sm" onClick={onToggle}>
        {removed ? t("keepPicture") : t("removePicture")}
      </Button>
      <span role="status" className="text-sm text-muted">
        {removed ? t("pictureGoes") : null}
      </span>
    </div>
  );
}
