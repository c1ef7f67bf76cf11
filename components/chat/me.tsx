"use client";

import { createContext, use } from "react";
import type { Role } from "@/lib/auth/schema";

/** Who is signed in, as far as the chat shows it. */
export type Me = {
  id: string;
  name: string;
  image: string | null;
  role: Role;
  /** An approved host. */
  isPartner: boolean;
};

const MeContext = createContext<Me | null>(null);

export const MeProvider = MeContext.Provider;

/** The signed-in person; needs a `MeProvider` above. */
export function useMe(): Me {
  const me = use(MeContext);
  if (!me) throw new Error("useMe needs a MeProvider");
  return me;
}
