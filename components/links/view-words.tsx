"use client";

import type { DashboardView } from "@/lib/dashboard/schema";
import { useViewWords } from "./use-view-words";

/** What a view shows, as a row of small labels. */
export function ViewWords({ view, label }: { view: DashboardView; label?: string }) {
  const toWords = useViewWords();
  return (
    <ul aria-label={label} className="flex flex-wrap gap-1.5">
      {toWords(view).map((words) => (
        <li
          key={words}
          className="max-w-full rounded-md bg-subtle px-2 py-0.5 text-xs leading-5 break-words text-muted"
        >
          {words}
        </li>
      ))}
    </ul>
  );
}
