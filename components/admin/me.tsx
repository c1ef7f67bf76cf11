"use client";

import { createContext, use, type ReactNode } from "react";

type Me = { id: string; name: string };

const MeContext = createContext<Me | null>(null);

/** A function, as a page of the server can hand over no context itself: React 19's `Provider` is the context. */
export function MeProvider({ value, children }: { value: Me; children: ReactNode }) {
  return <MeContext value={value}>{children}</MeContext>;
}

/** The admin who looks; needs a `MeProvider` above. */
export function useMe(): Me {
  const me = use(MeContext);
  if (!me) throw new Error("useMe needs a MeProvider");
  return me;
}
