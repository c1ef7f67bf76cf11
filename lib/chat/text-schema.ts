import * as z from "zod/mini";

/**
 * Characters as people count them (code points), not UTF-16 units.
 * SQLite's text ends at a NUL and has no lone surrogates, so neither is kept.
 */
export const characters = (min: number, max: number) =>
  z.string().check(
    z.overwrite((text) => text.replace(/\0/g, "").replace(/\p{Surrogate}/gu, "\uFFFD")),
    z.trim(),
    z.refine((text) => [...text].length >= min, { error: `Needs at least ${min} character(s)` }),
    z.refine((text) => [...text].length <= max, { error: `May have at most ${max} characters` }),
  );
