import { PlazaError } from "@/lib/http/problem";

/** Whether the server refused this field. */
export function isRefused(failure: unknown, field: string): boolean {
  if (!(failure instanceof PlazaError)) return false;
  return failure.options.errors?.some((error) => error.field === field) ?? false;
}

/** The failure, unless one of these fields says it already. */
export function withoutFields(failure: unknown, fields: string[]): unknown {
  return fields.some((field) => isRefused(failure, field)) ? undefined : failure;
}
