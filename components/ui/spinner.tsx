import { LoaderCircle } from "lucide-react";

/** Turns while something is under way; say in words beside it what. */
export function Spinner({ size = 16 }: { size?: number }) {
  return <LoaderCircle aria-hidden size={size} className="shrink-0 animate-spin" />;
}
