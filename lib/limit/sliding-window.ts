import type { Verdict } from "./window";

/** Counts actions in memory over the last `windowMs`, each key for itself. Pure but for its own state. */
export interface SlidingWindow {
  /** Takes a slot at `now` (ms), or says in how many whole seconds (at least 1) one is free. */
  take(key: string, now: number): Verdict;
  /** Gives the slot taken last back: the action turned out not to count. */
  giveBack(key: string): void;
}

type Options = {
  limit: number;
  windowMs: number;
  /** Beyond this many keys the one that acted longest ago is forgotten. */
  maxKeys?: number;
};

export function createSlidingWindow({ limit, windowMs, maxKeys = 10_000 }: Options): SlidingWindow {
  /** Times of the slots taken, ascending; keys in the order of their last action. */
  const slots = new Map<string, number[]>();

  return {
    take(key, now) {
      const taken = (slots.get(key) ?? []).filter((at) => at > now - windowMs);
      const [first] = taken;
      if (first !== undefined && taken.length >= limit) {
        return {
          ok: false,
          retryAfterSeconds: Math.max(1, Math.ceil((first + windowMs - now) / 1000)),
        };
      }
      slots.delete(key);
      slots.set(key, [...taken, now]);
      const [oldest] = slots.keys();
      if (slots.size > maxKeys && oldest !== undefined) slots.delete(oldest);
      return { ok: true };
    },
    giveBack(key) {
      const taken = slots.get(key);
      if (!taken) return;
      taken.pop();
      if (taken.length === 0) slots.delete(key);
    },
  };
}
