/** A cached value at rest, in Redis and in isolate memory: `{version}|{json}`. */
export type Stored = { version: number; json: string };

export function encodeStored({ version, json }: Stored): string {
  return `${version}|${json}`;
}

/** Text that is not ours is no value: `null`. */
export function decodeStored(text: string): Stored | null {
  const split = text.indexOf("|");
  const digits = text.slice(0, Math.max(split, 0));
  const version = Number(digits);
  if (!/^\d+$/.test(digits) || !Number.isSafeInteger(version)) return null;
  return { version, json: text.slice(split + 1) };
}
