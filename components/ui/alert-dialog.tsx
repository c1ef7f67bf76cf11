"use client";

import { useTranslations } from "next-intl";
import { AlertDialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { Button } from "./button";
import { useReturnFocus, type ReturnFocus } from "./use-return-focus";

type AlertDialogProps = ReturnFocus & {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description: ReactNode;
  confirmLabel: ReactNode;
  /** Close it from here when the deed is done; it stays open meanwhile. */
  onConfirm: () => void;
  busy?: boolean;
  /** More to read or to fill in above the buttons. */
  children?: ReactNode;
};

/** Asks before something that cannot be taken back. The focus starts on *Cancel*. */
export function AlertDialog({
  open,
  onOpenChange,
  fallback,
  onClosed,
  title,
  description,
  confirmLabel,
  onConfirm,
  busy = false,
  children,
}: AlertDialogProps) {
  const t = useTranslations("common");
  const { remember, onCloseAutoFocus } = useReturnFocus({ fallback, onClosed });
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-scrim" />
        <Radix.Content
          onOpenAutoFocus={remember}
          onCloseAutoFocus={onCloseAutoFocus}
          className="fixed top-1/2 left-1/2 z-40 max-h-[92dvh] w-[calc(100vw-2rem)] max-w-md -translate-1/2 animate-appear overflow-y-auto rounded-2xl border border-line bg-raised p-5 shadow-raised outline-none"
        >
          <Radix.Title className="text-lg font-semibold">{title}</Radix.Title>
          <Radix.Description className="mt-2 text-sm text-muted">{description}</Radix.Description>
          {children ? <div className="mt-4">{children}</div> : null}
          <div className="mt-5 flex flex-wrap justify-end gap-2">
            <Radix.Cancel asChild>
              <Button>{t("cancel")}</Button>
            </Radix.Cancel>
            <Button variant="danger" busy={busy} onClick={onConfirm}>
              {confirmLabel}
            </Button>
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
