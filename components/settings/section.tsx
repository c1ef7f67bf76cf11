import { useId, type ReactNode } from "react";

type SectionProps = { title: string; lead?: string; children: ReactNode };

/** One part of the settings; a landmark named by its heading. */
export function Section({ title, lead, children }: SectionProps) {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      className="grid gap-x-8 gap-y-4 border-t border-line py-8 md:grid-cols-[14rem_minmax(0,1fr)]"
    >
      <div>
        <h2 id={id} className="font-semibold">
          {title}
        </h2>
        {lead ? <p className="mt-1 text-sm text-pretty text-muted">{lead}</p> : null}
      </div>
      <div className="max-w-md min-w-0 space-y-4">{children}</div>
    </section>
  );
}
