import { useId, type ReactNode } from "react";

type PanelProps = {
  title: ReactNode;
  /** Beside the title. */
  aside?: ReactNode;
  /** What the panel is about, in a sentence. */
  text?: ReactNode;
  children: ReactNode;
};

/** A named part of the page. */
export function Panel({ title, aside, text, children }: PanelProps) {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      className="min-w-0 rounded-xl border border-line bg-surface p-4 sm:p-5"
    >
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <h2 id={id} className="text-base font-semibold">
          {title}
        </h2>
        {aside}
      </div>
      {text ? <p className="mt-1 max-w-prose text-sm text-muted">{text}</p> : null}
      <div className="mt-4">{children}</div>
    </section>
  );
}
