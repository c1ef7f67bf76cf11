/** Parses a cached value: a text, or a miss. */
export const asText = (value: unknown) => {
  if (typeof value !== "string") throw new Error("not a text");
  return value;
};

/** A loader that finds `version` in the database. */
export const truth = (version: number) => async () => ({ version, value: `v${version}` });
