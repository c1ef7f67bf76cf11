"use client";

import { Lock } from "lucide-react";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import type { PlazaError } from "@/lib/http/problem";

/**
 * Stands in place of a page's data once a call was refused: who has been signed out signs in again and comes back here,
 * who is no admin any more is told so.
 */
export function Refused({ error }: { error: PlazaError }) {
  const t = useTranslations("admin.refused");
  const heading = useRef<HTMLHeadingElement>(null);
  // What had the focus is gone.
  useEffect(() => heading.current?.focus(), []);
  const kind = error.code === "not_signed_in" ? "signedOut" : "noRights";
  return (
    <div role="alert" className="flex flex-col items-center px-4 py-12 text-center">
      <span
        aria-hidden
        className="mb-4 flex size-12 items-center justify-center rounded-2xl bg-accent-soft text-accent-strong"
      >
        <Lock />
      </span>
      <h2 ref={heading} tabIndex={-1} className="text-base font-semibold outline-none">
        {t(`${kind}.title`)}
      </h2>
      <p className="mt-1 max-w-sm text-sm text-balance text-muted">{t(`${kind}.text`)}</p>
      <div className="mt-5">
        <Button asChild variant="primary">
          {kind === "signedOut" ? (
            <a href="/sign-in" onClick={comeBack}>
              {t("signedOut.signIn")}
            </a>
          ) : (
            <Link href="/chat">{t("noRights.toChat")}</Link>
          )}
        </Button>
      </div>
    </div>
  );
}

/** The address says which view was open, and it changes while the page stands: it is read when it is needed. */
function comeBack(event: { preventDefault: () => void }) {
  event.preventDefault();
  const { pathname, search } = location;
  location.assign(`/sign-in?next=${encodeURIComponent(pathname + search)}`);
}
