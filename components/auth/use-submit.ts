"use client";

import { useState } from "react";
import { PlazaError } from "@/lib/http/problem";

/** The state of one form: being sent, and why it failed. */
export type Submit = {
  busy: boolean;
  failure: unknown;
  /** Runs `work`; answers whether it succeeded. Presses while it runs are ignored. */
  run: (work: () => Promise<void>) => Promise<boolean>;
};

export function useSubmit(): Submit {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const run = async (work: () => Promise<void>) => {
    if (busy) return false;
    setBusy(true);
    setFailure(null);
    try {
      await work();
      return true;
    } catch (error) {
      setFailure(error);
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, failure, run };
}

/** Whether the server refused this field. */
export function isRefused(failure: unknown, field: string): boolean {
  if (!(failure instanceof PlazaError)) return false;
  return failure.options.errors?.some((error) => error.field === field) ?? false;
}

/** The failure, unless one of these fields says it already. */
export function withoutFields(failure: unknown, fields: string[]): unknown {
  return fields.some((field) => isRefused(failure, field)) ? null : failure;
}
