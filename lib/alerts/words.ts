/** Figures as the texts of alerts show them. They are for operators, in English, like log lines. */

/** `4 min`, `3 h`, `2 days`; up to 90 s in seconds. */
export function describeSpan(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds <= 90) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes <= 90) return `${minutes} min`;
  const hours = Math.round(minutes / 60);
  return hours <= 48 ? `${hours} h` : `${Math.round(hours / 24)} days`;
}

/** `12,345` */
export function describeCount(count: number): string {
  return count.toLocaleString("en-US");
}

/** `0.42 %`, `37 %` */
export function describeShare(share: number): string {
  const percent = share * 100;
  return `${percent < 10 ? percent.toFixed(2) : Math.round(percent)} %`;
}

/** Decimal megabytes, as Cloudflare counts them: `812 MB`. */
export function describeSize(bytes: number): string {
  return `${Math.round(bytes / 1_000_000)} MB`;
}
