"use client";

import { Popover as Radix } from "radix-ui";
import type { ReactElement, ReactNode } from "react";
import { findOverlayRoot } from "./overlay-root";

type PopoverProps = {
  /** The button that opens it; must take a ref. */
  trigger: ReactElement;
  label: string;
  defaultOpen?: boolean;
  children: ReactNode;
};

/** More about something, under its button. */
export function Popover({ trigger, label, defaultOpen, children }: PopoverProps) {
  return (
    <Radix.Root defaultOpen={defaultOpen}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal container={findOverlayRoot()}>
        <Radix.Content
          aria-label={label}
          align="end"
          sideOffset={6}
          collisionPadding={8}
          className="z-40 w-72 max-w-[calc(100vw-1rem)] animate-appear rounded-xl border border-line bg-raised p-4 text-sm shadow-raised outline-none"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
