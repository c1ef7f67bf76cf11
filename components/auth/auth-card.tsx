import type { ReactNode } from "react";

type AuthCardProps = { title: string; lead?: string; children: ReactNode; footer?: ReactNode };

/** The frame of the pages for people who are not signed in. */
export function AuthCard({ title, lead, children, footer }: AuthCardProps) {
  return (
    <>
      <div className="rounded-2xl border border-line bg-surface p-6 shadow-raised sm:p-8">
        <h1 className="text-2xl font-semibold tracking-tight text-balance">{title}</h1>
        {lead ? <p className="mt-1.5 text-sm text-pretty text-muted">{lead}</p> : null}
        <div className="mt-6">{children}</div>
      </div>
      {footer ? <p className="mt-5 text-center text-sm text-muted">{footer}</p> : null}
    </>
  );
}
