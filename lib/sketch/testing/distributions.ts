/** Seeded sources of numbers for tests: the same seed gives the same numbers everywhere. */
export type Random = () => number;

/** Mulberry32: uniform in [0, 1). */
export function toRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Response times in milliseconds, to three decimals as events have them, between 0 and an hour. */
export const distributions: Record<string, (random: Random) => number> = {
  uniform: (random) => toTime(random() * 1000),
  lognormal: (random) => toTime(Math.exp(3 + 1.2 * normal(random))),
  bimodal: (random) => toTime(random() < 0.7 ? 4 + normal(random) : 900 + 120 * normal(random)),
  "heavy tail": (random) => toTime(2 / Math.pow(1 - random(), 1 / 1.1)),
  "small integers": (random) => Math.floor(random() * 8),
};

function toTime(ms: number): number {
  return Math.round(Math.min(3_600_000, Math.max(0, ms)) * 1000) / 1000;
}

/** 16 hex digits. */
export function toHash(random: Random): string {
  const half = () => Math.floor(random() * 4_294_967_296).toString(16);
  return half().padStart(8, "0") + half().padStart(8, "0");
}
