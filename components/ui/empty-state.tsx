import type { ReactNode } from "react";

type EmptyStateProps = {
  icon?: ReactNode;
  title: ReactNode;
  text?: ReactNode;
  children?: ReactNode;
};

/** Says why there is nothing here and what to do about it. */
export function EmptyState({ icon, title, text, children }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-center px-6 py-10 text-center">
      {icon ? (
        <span
          aria-hidden
          className="mb-4 flex size-12 items-center justify-center rounded-2xl bg-accent-soft text-accent-strong"
        >
          {icon}
        </span>
      ) : null}
      <h2 className="text-base font-semibold">{title}</h2>
      {text ? <p className="mt-1 max-w-sm text-sm text-balance text-muted">{text}</p> : null}
      {children ? <div className="mt-5 flex flex-wrap justify-center gap-2">{children}</div> : null}
    </div>
  );
}
