type Level = "info" | "warn" | "error";
type Fields = Record<string, string | number | boolean | null | undefined>;

/**
 * One JSON line per event. Fields carry ids and figures, never names, addresses, bodies, tokens or IPs.
 * `cause` keeps the message and stack of what went wrong.
 */
export function log(level: Level, event: string, fields: Fields = {}, cause?: unknown): void {
  const line = JSON.stringify({
    level,
    event,
    ...fields,
    ...(cause === undefined ? {} : { cause: describe(cause) }),
  });
  if (level === "error") console.error(line);
  else if (level === "warn") console.warn(line);
  else console.log(line);
}

function describe(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const inner = cause.cause === undefined ? "" : ` <- ${describe(cause.cause)}`;
  return `${cause.stack ?? cause.message}${inner}`;
}
