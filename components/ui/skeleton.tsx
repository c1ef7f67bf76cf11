import { clsx } from "clsx";

/** A grey place-holder of what is being loaded; hidden from screen readers. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span aria-hidden className={clsx("block animate-pulse rounded-md bg-subtle", className)} />
  );
}
