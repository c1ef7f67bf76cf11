"use client";

import { useTranslations } from "next-intl";
import { useId, type ComponentProps } from "react";
import { Button } from "./button";
import { Dialog } from "./dialog";

type FormDialogProps = Pick<
  ComponentProps<typeof Dialog>,
  "title" | "description" | "children" | "onClosed"
> & {
  submitLabel: string;
  tone?: "primary" | "danger";
  busy?: boolean;
  /** Fields are judged here, not by the browser. */
  onSubmit: () => unknown;
  onClose: () => void;
};

/** A dialog that is a form: open for as long as it is there, with *Cancel* and the button that sends it. */
export function FormDialog(props: FormDialogProps) {
  const {
    submitLabel,
    tone = "primary",
    busy = false,
    onSubmit,
    onClose,
    children,
    ...rest
  } = props;
  const common = useTranslations("common");
  const id = useId();
  return (
    <Dialog
      {...rest}
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      footer={
        <>
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button type="submit" form={id} variant={tone} busy={busy}>
            {submitLabel}
          </Button>
        </>
      }
    >
      <form
        id={id}
        noValidate
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
        }}
      >
        {children}
      </form>
    </Dialog>
  );
}
