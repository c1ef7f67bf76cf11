/** The look that text inputs, text areas and selects share. */
export const controlLook =
  "w-full rounded-lg border border-line-strong bg-surface px-3 text-ink placeholder:text-faint disabled:cursor-not-allowed disabled:opacity-60 aria-invalid:border-danger focus-visible:outline-offset-0";
