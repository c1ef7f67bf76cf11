type Level = "info" | "warn" | "error";
type Fields = Record<string, string | number | boolean | null | undefined>;

/**
 * One JSON line per event. Fields carry ids and figures, never names, addresses, bodies, tokens or IPs.
 * `cause` keeps the message and stack of what went wrong, but not the values that a query was given.
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
  const said = withoutParams(cause);
  const stack = cause.stack?.split(cause.message).at(-1) ?? "";
  return `${cause.name}: ${said}${stack}${inner}`;
}

/** Drizzle's errors say with which values a query was asked: bodies of messages, addresses, hashes of passwords. */
function withoutParams({ message }: Error): string {
  return message.startsWith("Failed query: ") ? (message.split("\nparams: ")[0] ?? "") : message;
}
