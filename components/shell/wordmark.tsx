/** The sign and the name. */
export function Wordmark() {
  return (
    <span className="inline-flex items-center gap-2 text-lg font-semibold tracking-tight">
      <svg aria-hidden viewBox="0 0 64 64" className="size-6">
        <rect width="64" height="64" rx="15" className="fill-accent" />
        <path
          d="M18 48V20a4 4 0 0 1 4-4h13a12 12 0 0 1 0 24h-8.5L18 48Z"
          className="fill-surface"
        />
        <circle cx="34.5" cy="28" r="4.5" className="fill-accent" />
      </svg>
      Plaza
    </span>
  );
}
