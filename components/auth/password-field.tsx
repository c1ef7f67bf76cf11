"use client";

import type { ComponentProps, ReactNode } from "react";
import { Field } from "@/components/ui/field";
import { PasswordInput } from "./password-input";

type PasswordFieldProps = Omit<ComponentProps<typeof PasswordInput>, "id" | "onChange"> & {
  label: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
  onChange: (value: string) => void;
};

/** A password with its label, hint and error. */
export function PasswordField({ label, hint, error, onChange, ...input }: PasswordFieldProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(wiring) => (
        <PasswordInput {...wiring} {...input} onChange={({ target }) => onChange(target.value)} />
      )}
    </Field>
  );
}
