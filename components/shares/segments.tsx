"use client";

import type { ReactNode } from "react";

type SegmentsProps<T extends string | number> = {
  legend: string;
  name: string;
  value: T;
  options: readonly { value: T; label: ReactNode }[];
  onChange: (value: T) => void;
  hint?: ReactNode;
};

/** A choice of one among a few short words, side by side: the platform's radio buttons, drawn as one bar. */
export function Segments<T extends string | number>(props: SegmentsProps<T>) {
  const { legend, name, value, options, onChange, hint } = props;
  return (
    <fieldset className="space-y-1.5">
      <legend className="text-sm font-medium text-ink">{legend}</legend>
      <div className="flex rounded-lg border border-line-strong bg-surface p-0.5">
        {options.map((option) => (
          <label
            key={option.value}
            className="relative flex min-h-10 flex-1 md:min-h-9 cursor-pointer items-center justify-center rounded-md px-2 text-center text-sm text-muted transition-colors hover:text-ink has-checked:bg-accent-soft has-checked:font-medium has-checked:text-accent-strong has-disabled:cursor-not-allowed has-disabled:opacity-60 has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
          >
            <input
              type="radio"
              name={name}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
              className="absolute inset-0 cursor-pointer opacity-0"
            />
            {option.label}
          </label>
        ))}
      </div>
      {hint ? <p className="text-sm text-muted">{hint}</p> : null}
    </fieldset>
  );
}
