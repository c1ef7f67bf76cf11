import { clsx } from "clsx";
import type { ReactNode } from "react";

type SwitchProps = {
  checked: boolean;
  onChange: (checked: boolean) => void;
  children: ReactNode;
  className?: string;
};

/** Something that is on or off at once, with its words beside it. */
export function Switch({ checked, onChange, children, className }: SwitchProps) {
  return (
    <button
      type="button"
      role="switch"
      aria-checked={checked}
      onClick={() => onChange(!checked)}
      className={clsx(
        "group inline-flex min-h-10 shrink-0 items-center gap-2 rounded-lg px-1.5 text-sm font-medium whitespace-nowrap text-muted select-none hover:text-ink aria-checked:text-ink md:min-h-9",
        className,
      )}
    >
      <span
        aria-hidden
        className="flex h-4.5 w-8 items-center rounded-full border border-line-strong bg-surface p-0.5 transition-colors group-aria-checked:border-accent group-aria-checked:bg-accent"
      >
        <span className="size-3 rounded-full bg-line-strong transition-transform group-aria-checked:translate-x-3.5 group-aria-checked:bg-on-accent" />
      </span>
      {children}
    </button>
  );
}
