"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useCallback } from "react";

/** A text that the address carries under `name`, `""` where it does not, and how to change it. */
export function useAddressText(name: string): [string, (text: string) => void] {
  const pathname = usePathname();
  const value = useSearchParams().get(name) ?? "";
  const change = useCallback(
    (text: string) => {
      const search = new URLSearchParams(location.search);
      if (text === "") search.delete(name);
      else search.set(name, text);
      const query = search.toString();
      // Letters of a search are no steps to go back by.
      window.history.replaceState(null, "", query === "" ? pathname : `${pathname}?${query}`);
    },
    [name, pathname],
  );
  return [value, change];
}
