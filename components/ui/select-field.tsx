"use client";

import type { ComponentProps, ReactNode } from "react";
import { Field } from "./field";
import { Select } from "./select";

type SelectFieldProps = Omit<ComponentProps<"select">, "id" | "onChange"> & {
  label: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
  onChange: (value: string) => void;
};

/** A choice of one with its label, hint and error. Options are `<option>` children. */
export function SelectField({ label, hint, error, onChange, ...select }: SelectFieldProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(wiring) => (
        <Select {...wiring} {...select} onChange={({ target }) => onChange(target.value)} />
      )}
    </Field>
  );
}
