"use client";

import { Popover as Radix } from "radix-ui";
import { useTranslations } from "next-intl";
import { useState, type ReactElement } from "react";
import type { MenuPanelProps } from "@/components/ui/menu-on-demand";
import { findOverlayRoot } from "@/components/ui/overlay-root";
import { EmojiPicker } from "./emoji-picker";

type EmojiPopoverProps = MenuPanelProps & {
  onPick: (emoji: string) => void;
  /** It closed; where the focus goes then. */
  onClosed: () => void;
};

/** The emoji picker over its button; stays closed once something is picked. */
export function EmojiPopover({
  trigger,
  typed,
  onPick,
  onClosed,
}: EmojiPopoverProps): ReactElement {
  const t = useTranslations("compose.emoji");
  const [open, setOpen] = useState(true);
  return (
    <Radix.Root open={open} onOpenChange={setOpen}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal container={findOverlayRoot()}>
        <Radix.Content
          aria-label={t("open")}
          align="end"
          sideOffset={8}
          collisionPadding={8}
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            // The search takes it by itself where there is a keyboard.
            if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus();
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            onClosed();
          }}
          className="z-40 animate-appear rounded-xl border border-line bg-raised shadow-raised outline-none"
        >
          <EmojiPicker
            typed={typed?.text ?? ""}
            onPick={(emoji) => {
              onPick(emoji);
              setOpen(false);
            }}
            onClose={() => setOpen(false)}
          />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
