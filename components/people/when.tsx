"use client";

import { useFormatter, useNow } from "next-intl";

/** How long ago something was; the whole time beside it for who points at it. */
export function Ago({ at }: { at: number }) {
  const format = useFormatter();
  const now = useNow({ updateInterval: 60_000 });
  return (
    <time
      dateTime={new Date(at).toISOString()}
      title={format.dateTime(at, { dateStyle: "full", timeStyle: "short" })}
    >
      {format.relativeTime(Math.min(at, now.getTime()), now)}
    </time>
  );
}

export function Day({ at }: { at: number }) {
  const format = useFormatter();
  return (
    <time dateTime={new Date(at).toISOString()}>
      {format.dateTime(at, { dateStyle: "medium" })}
    </time>
  );
}
