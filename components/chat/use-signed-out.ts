"use client";

import { useEffect } from "react";
import { PlazaError } from "@/lib/http/problem";

/** Leads to the sign-in page, and back to here afterwards, once the server says that this session has ended. */
export function useSignedOut(error: unknown): void {
  const ended =
    error instanceof PlazaError && (error.code === "not_signed_in" || error.code === "banned");
  useEffect(() => {
    if (!ended) return;
    const signIn = `/sign-in?next=${encodeURIComponent(location.pathname)}`;
    void import("@/lib/client/forget-person")
      .then(({ forgetKept }) => forgetKept())
      .catch(() => undefined)
      .finally(() => location.assign(signIn));
  }, [ended]);
}
