/** Bounds of one call; programs send larger files in slices. */
export const replayLimits = {
  /** After decompression. */
  bytes: 32 * 1024 * 1024,
  lines: 100_000,
  lineBytes: 16 * 1024,
  /** Refused lines that are named in the answer. */
  errors: 20,
  /** Events of an archive per call. */
  archiveEvents: 50_000,
} as const;
