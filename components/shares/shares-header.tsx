import type { ReactNode } from "react";

type SharesHeaderProps = { title: string; lead: string; children: ReactNode };

/** The head of a page about shares; its children are where one can go from here. */
export function SharesHeader({ title, lead, children }: SharesHeaderProps) {
  return (
    <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3 py-6">
      <div className="min-w-0">
        <h1 className="text-2xl font-semibold tracking-tight">{title}</h1>
        <p className="mt-1 max-w-prose text-pretty text-muted">{lead}</p>
      </div>
      <div className="flex flex-wrap gap-2">{children}</div>
    </header>
  );
}
