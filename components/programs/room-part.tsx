"use client";

import { useId, type ReactNode } from "react";
import { FailureNotice } from "@/components/auth/failure-notice";

type RoomPartProps = {
  title: string;
  lead: ReactNode;
  /** What went wrong with the last change; undefined: nothing. */
  failure: unknown;
  children: ReactNode;
};

/** One kind of programs in the dialog of a room: what they are, and what there is of them. */
export function RoomPart({ title, lead, failure, children }: RoomPartProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="space-y-3">
      <div>
        <h3 id={id} className="text-sm font-semibold">
          {title}
        </h3>
        <p className="text-sm text-muted">{lead}</p>
      </div>
      <FailureNotice failure={failure} />
      {children}
    </section>
  );
}
