"use client";

import { useSearchParams } from "next/navigation";
import { useCallback } from "react";

const name = "person";

/** The address of this page with somebody opened, or nobody (null). */
function toHref(search: string, userId: string | null): string {
  const next = new URLSearchParams(search);
  if (userId === null) next.delete(name);
  else next.set(name, userId);
  const query = next.toString();
  return query === "" ? location.pathname : `?${query}`;
}

/** Who is looked at in depth stands in the address: a link leads there, and going back closes it. */
export function useOpenedPerson() {
  const search = useSearchParams();
  const text = search.get(name);
  const open = useCallback((userId: string | null) => {
    window.history.pushState(null, "", toHref(location.search, userId));
  }, []);
  return {
    opened: text !== null && /^[A-Za-z0-9_-]{1,32}$/.test(text) ? text : null,
    open,
  };
}
