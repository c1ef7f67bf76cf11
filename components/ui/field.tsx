"use client";

import { useId, type ReactNode } from "react";
import { Label } from "./label";

type Wiring = { id: string; "aria-describedby"?: string; "aria-invalid"?: true };

type FieldProps = {
  label: ReactNode;
  hint?: ReactNode;
  /** What is wrong with the value; announced as soon as it appears. */
  error?: ReactNode;
  /** Spread the argument onto the control: `{(wiring) => <Input {...wiring} />}`. */
  children: (wiring: Wiring) => ReactNode;
};

/** A control with its label, hint and error text, wired for screen readers. */
export function Field({ label, hint, error, children }: FieldProps) {
  const id = useId();
  const describedBy = [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter(Boolean);
  return (
    <div className="space-y-1.5">
      <Label htmlFor={id}>{label}</Label>
      {children({
        id,
        ...(describedBy.length > 0 ? { "aria-describedby": describedBy.join(" ") } : {}),
        ...(error ? { "aria-invalid": true } : {}),
      })}
      {hint ? (
        <p id={`${id}-hint`} className="text-sm text-muted">
          {hint}
        </p>
      ) : null}
      <div aria-live="polite">
        {error ? (
          <p id={`${id}-error`} className="text-sm text-danger">
            {error}
          </p>
        ) : null}
      </div>
    </div>
  );
}
