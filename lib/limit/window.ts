/** How many actions a window of time allows. */
export type Limit = { limit: number; windowSeconds: number };

/** What was counted: the actions of the window that started at `startedAt` (ms), the present one included. */
export type Taken = { count: number; startedAt: number };

export type Verdict = { ok: true } | { ok: false; retryAfterSeconds: number };

/** Whether the present action is within the limit, and if not, in how many whole seconds (at least 1) the window ends. */
export function judge({ count, startedAt }: Taken, limit: Limit, now: number): Verdict {
  if (count <= limit.limit) return { ok: true };
  const endsAt = startedAt + limit.windowSeconds * 1000;
  return { ok: false, retryAfterSeconds: Math.max(1, Math.ceil((endsAt - now) / 1000)) };
}
