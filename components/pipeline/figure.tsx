import { clsx } from "clsx";
import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

export type Tone = "plain" | "warn" | "danger";

type FigureProps = {
  label: ReactNode;
  value: ReactNode;
  /** What the figure means, or what is behind it. */
  note?: ReactNode;
  tone?: Tone;
};

/** A figure with its name; inside `Figures`. One that is not as it should be carries a sign as well as a colour. */
export function Figure({ label, value, note, tone = "plain" }: FigureProps) {
  return (
    <div className="min-w-0">
      <dt className="text-sm text-muted">{label}</dt>
      <dd
        className={clsx(
          "mt-0.5 flex items-center gap-1.5 text-lg font-semibold wrap-anywhere tabular-nums",
          tone === "danger" && "text-danger",
          tone === "warn" && "text-warn",
        )}
      >
        {tone === "plain" ? null : <TriangleAlert aria-hidden size={16} className="shrink-0" />}
        {value}
      </dd>
      {note ? <dd className="text-sm wrap-anywhere text-muted">{note}</dd> : null}
    </div>
  );
}

/** Figures side by side, as many as fit. */
export function Figures({ children }: { children: ReactNode }) {
  return (
    <dl className="grid grid-cols-2 gap-x-4 gap-y-5 sm:grid-cols-[repeat(auto-fill,minmax(10rem,1fr))] sm:gap-x-6">
      {children}
    </dl>
  );
}
