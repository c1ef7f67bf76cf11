"use client";

import { useCallback, useSyncExternalStore } from "react";
import { nameBook } from "./use-name";

/** What several people are called, in their order; null for who is gone or not known yet. Unknown ones are asked for. */
export function useNames(userIds: readonly string[]): (string | null)[] {
  const key = userIds.join(",");
  useSyncExternalStore(
    useCallback(
      (onChange: () => void) => {
        const ids = key === "" ? [] : key.split(",");
        const stops = ids.map((id) => nameBook.watch(id, onChange));
        return () => {
          for (const stop of stops) stop();
        };
      },
      [key],
    ),
    () => userIds.map((id) => nameBook.get(id) ?? "").join("\n"),
    () => "",
  );
  return userIds.map((id) => nameBook.get(id) ?? null);
}
