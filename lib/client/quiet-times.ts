/** Pure helpers for "do not disturb"; hours by the clock of this browser. */

const hourMs = 60 * 60 * 1000;
const morningHour = 8;

/** An hour from now (ms). */
export function inAnHour(now: number): number {
  return now + hourMs;
}

/** Eight o'clock in the morning after this evening (ms): today's while it is still night. */
export function nextMorning(now: number): number {
  const morning = new Date(now);
  morning.setHours(morningHour, 0, 0, 0);
  // Before four somebody has not slept yet.
  if (new Date(now).getHours() >= 4) morning.setDate(morning.getDate() + 1);
  return morning.getTime();
}

/** Minutes of a day as a time field writes them: 510 is `08:30`. */
export function toClockTime(minutes: number): string {
  const pad = (count: number) => String(count).padStart(2, "0");
  return `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
}

/** The minutes of a day that a time field means; null while it is empty. */
export function fromClockTime(text: string): number | null {
  const match = /^(\d{2}):(\d{2})/.exec(text);
  return match ? Number(match[1]) * 60 + Number(match[2]) : null;
}
