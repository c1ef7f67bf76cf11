const units = [
  { unit: "day", seconds: 24 * 60 * 60 },
  { unit: "hour", seconds: 60 * 60 },
  { unit: "minute", seconds: 60 },
  { unit: "second", seconds: 1 },
] as const;

/** A length of time in its largest whole unit, ready for a number format: 5400 s are 90 minutes. */
export function toDuration(seconds: number): {
  value: number;
  unit: (typeof units)[number]["unit"];
} {
  const whole = units.find((one) => seconds >= one.seconds && seconds % one.seconds === 0);
  return whole
    ? { value: seconds / whole.seconds, unit: whole.unit }
    : { value: Math.round(seconds), unit: "second" };
}
