"use client";

import { useFormatter } from "next-intl";
import { Tooltip } from "@/components/ui/tooltip";

/** The time of day, with the full date in a tooltip. */
export function MessageTime({ at, className }: { at: number; className?: string }) {
  const format = useFormatter();
  const full = format.dateTime(at, { dateStyle: "full", timeStyle: "medium" });
  return (
    <Tooltip text={full}>
      <time dateTime={new Date(at).toISOString()} className={className}>
        {format.dateTime(at, { hour: "numeric", minute: "2-digit" })}
      </time>
    </Tooltip>
  );
}
