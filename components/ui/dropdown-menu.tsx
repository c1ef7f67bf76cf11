"use client";

import { clsx } from "clsx";
import { Check } from "lucide-react";
import { DropdownMenu as Radix } from "radix-ui";
import type { ComponentProps, ReactElement, ReactNode } from "react";
import { findOverlayRoot } from "./overlay-root";

const itemLook =
  "flex min-h-10 items-center gap-2.5 rounded-md px-2.5 text-sm outline-none select-none data-[disabled]:opacity-50 data-[highlighted]:bg-subtle md:min-h-8 [&_svg]:size-4 [&_svg]:shrink-0";
const plainLook = "text-ink [&_svg]:text-muted";

type MenuProps = {
  /** The button that opens it; must take a ref. */
  trigger: ReactElement;
  children: ReactNode;
  align?: "start" | "end";
  side?: "top" | "bottom";
  defaultOpen?: boolean;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
};

/** A menu of actions under a button. */
export function DropdownMenu({ trigger, children, align = "end", side, ...rest }: MenuProps) {
  return (
    <Radix.Root modal={false} {...rest}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal container={findOverlayRoot()}>
        <Radix.Content
          align={align}
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="z-40 max-h-[var(--radix-dropdown-menu-content-available-height)] min-w-48 animate-appear overflow-y-auto rounded-xl border border-line bg-raised p-1.5 shadow-raised"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

type ItemProps = ComponentProps<typeof Radix.Item> & { icon?: ReactNode; danger?: boolean };

/** One action; `onSelect` is called for mouse, touch and keyboard alike. */
export function MenuItem({ icon, danger = false, className, children, ...rest }: ItemProps) {
  return (
    <Radix.Item className={clsx(itemLook, danger ? "text-danger" : plainLook, className)} {...rest}>
      {rest.asChild ? (
        children
      ) : (
        <>
          {icon}
          {children}
        </>
      )}
    </Radix.Item>
  );
}

type RadioProps<T extends string> = {
  label: string;
  value: T;
  options: readonly { value: T; label: string }[];
  onChange: (value: T) => void;
};

/** A choice of one within a menu. */
export function MenuRadio<T extends string>({ label, value, options, onChange }: RadioProps<T>) {
  return (
    <>
      <Radix.Label className="px-2.5 pt-2 pb-1 text-xs font-medium text-muted">{label}</Radix.Label>
      <Radix.RadioGroup value={value} aria-label={label}>
        {options.map((option) => (
          <Radix.RadioItem
            key={option.value}
            value={option.value}
            onSelect={() => onChange(option.value)}
            className={clsx(itemLook, plainLook)}
          >
            <span className="flex-1">{option.label}</span>
            <Radix.ItemIndicator>
              <Check aria-hidden />
            </Radix.ItemIndicator>
          </Radix.RadioItem>
        ))}
      </Radix.RadioGroup>
    </>
  );
}

/** Words above or between items; no item themselves. */
export function MenuLabel({ children }: { children: ReactNode }) {
  return (
    <Radix.Label className="max-w-72 px-2.5 pt-2 pb-1 text-xs font-medium text-muted">
      {children}
    </Radix.Label>
  );
}

export function MenuSeparator() {
  return <Radix.Separator className="mx-1 my-1.5 h-px bg-line" />;
}
