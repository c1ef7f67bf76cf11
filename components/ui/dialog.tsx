"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { IconButton } from "./icon-button";
import { useReturnFocus, type ReturnFocus } from "./use-return-focus";

type DialogProps = ReturnFocus & {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  children: ReactNode;
  /** Buttons, the main one last. */
  footer?: ReactNode;
};

/** A modal dialog; from the bottom edge on phones. The focus returns to where it was. */
export function Dialog({
  open,
  onOpenChange,
  fallback,
  onClosed,
  title,
  description,
  children,
  footer,
}: DialogProps) {
  const t = useTranslations("common");
  const { remember, onCloseAutoFocus } = useReturnFocus({ fallback, onClosed });
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-scrim" />
        <Radix.Content
          onOpenAutoFocus={(event) => {
            remember();
            focusField(event);
          }}
          onCloseAutoFocus={onCloseAutoFocus}
          {...(description ? {} : { "aria-describedby": undefined })}
          className="fixed inset-x-0 bottom-0 z-40 flex max-h-[92dvh] animate-appear flex-col rounded-t-2xl border border-line bg-raised shadow-raised outline-none sm:inset-x-auto sm:top-1/2 sm:bottom-auto sm:left-1/2 sm:w-[30rem] sm:-translate-1/2 sm:rounded-2xl"
        >
          <header className="flex items-start gap-3 px-5 pt-4 pb-1">
            <div className="min-w-0 flex-1 pt-1">
              <Radix.Title className="text-lg leading-snug font-semibold">{title}</Radix.Title>
              {description ? (
                <Radix.Description className="mt-1 text-sm text-muted">
                  {description}
                </Radix.Description>
              ) : null}
            </div>
            <Radix.Close asChild>
              <IconButton label={t("close")} size="sm">
                <X aria-hidden />
              </IconButton>
            </Radix.Close>
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto px-5 py-3">{children}</div>
          {footer ? (
            <footer className="flex flex-wrap justify-end gap-2 px-5 pt-2 pb-5">{footer}</footer>
          ) : null}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

const fields =
  "input:not([type=file]), textarea, select, [role=radio][aria-checked=true], [role=combobox]";

/**
 * The first field has the focus, else the dialog itself: not the button that closes it, which comes first. On touch screens
 * never a field, as that throws up the keyboard. Where a field took it with `autoFocus` before, nothing of this is called.
 */
function focusField(event: Event): void {
  const dialog = event.currentTarget;
  if (!(dialog instanceof HTMLElement)) return;
  event.preventDefault();
  const field = matchMedia("(pointer: fine)").matches
    ? dialog.querySelector<HTMLElement>(fields)
    : null;
  (field ?? dialog).focus();
}
