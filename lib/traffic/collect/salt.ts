import { dayMs, toDay } from "../domain";

/** 256 random bits in hex. */
const saltPattern = /^[0-9a-f]{64}$/;

/** In KV; made at most a day ahead, a salt outlives its day by at most one. */
export const saltTtlSeconds = 48 * 3600;

/** A request that began before midnight may end after it, and is hashed with its own day's salt. */
const lateMs = 10 * 60_000;

export function newSalt(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The salt in a value of KV or an answer of the coordinator; null when it is none. */
export function toSalt(value: unknown): string | null {
  return typeof value === "string" && saltPattern.test(value) ? value : null;
}

/** Days whose salt may be in memory at `now`: today, yesterday for its last requests, and tomorrow. */
export function isSaltDay(day: string, now: number): boolean {
  return day === toDay(now) || day === toDay(now - lateMs) || day === toDay(now + dayMs);
}

/** Drops the salts whose day is over: without them nobody can tell whose hash is whose. */
export function forgetOldSalts(salts: Map<string, unknown>, now: number): void {
  for (const day of salts.keys()) if (!isSaltDay(day, now)) salts.delete(day);
}
