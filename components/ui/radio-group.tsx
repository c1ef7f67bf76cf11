"use client";

import { RadioGroup as Radix } from "radix-ui";
import { useId, type ReactNode } from "react";

type Option<T extends string> = { value: T; label: ReactNode; hint?: ReactNode };

type RadioGroupProps<T extends string> = {
  label: ReactNode;
  value: T;
  options: readonly Option<T>[];
  onChange: (value: T) => void;
};

/** A choice of one among a few, each with an explanation. */
export function RadioGroup<T extends string>({
  label,
  value,
  options,
  onChange,
}: RadioGroupProps<T>) {
  const id = useId();
  return (
    <div className="space-y-1.5">
      <p id={id} className="text-sm font-medium">
        {label}
      </p>
      <Radix.Root
        aria-labelledby={id}
        value={value}
        onValueChange={(next) => {
          const chosen = options.find((option) => option.value === next);
          if (chosen) onChange(chosen.value);
        }}
        className="grid gap-2"
      >
        {options.map((option) => (
          <label
            key={option.value}
            className="flex cursor-pointer items-start gap-3 rounded-lg border border-line px-3 py-2.5 transition-colors hover:bg-subtle has-data-[state=checked]:border-accent has-data-[state=checked]:bg-accent-soft"
          >
            <Radix.Item
              value={option.value}
              className="mt-0.5 flex size-4.5 shrink-0 items-center justify-center rounded-full border-2 border-line-strong bg-surface data-[state=checked]:border-accent"
            >
              <Radix.Indicator className="size-2 rounded-full bg-accent" />
            </Radix.Item>
            <span className="min-w-0">
              <span className="block text-sm font-medium">{option.label}</span>
              {option.hint ? <span className="block text-sm text-muted">{option.hint}</span> : null}
            </span>
          </label>
        ))}
      </Radix.Root>
    </div>
  );
}
