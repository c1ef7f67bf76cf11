"use client";

import { Unlink } from "lucide-react";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { useEffect, useMemo, useRef, useState, type ReactNode } from "react";
import { SWRConfig, useSWRConfig, type Middleware } from "swr";
import { Button } from "@/components/ui/button";
import { PlazaError } from "@/lib/http/problem";

type LinkGateProps = {
  /** Answers the figures, for as long as the link is valid. */
  endpoint: string;
  children: ReactNode;
};

/** Around what a public link shows: once the link is revoked, its figures go out of sight and out of memory. */
export function LinkGate({ endpoint, children }: LinkGateProps) {
  const [ended, setEnded] = useState(false);
  const { mutate } = useSWRConfig();
  useEffect(() => {
    if (ended) void mutate(() => true, undefined, { revalidate: false });
  }, [ended, mutate]);
  const value = useMemo(() => ({ use: [watchEnd(endpoint, () => setEnded(true))] }), [endpoint]);
  if (ended) return <Ended />;
  return <SWRConfig value={value}>{children}</SWRConfig>;
}

function watchEnd(endpoint: string, onEnd: () => void): Middleware {
  return (useSWRNext) =>
    function useWatched(key, fetcher, config) {
      const answer = useSWRNext(key, fetcher, config);
      // A path that the view does not have is 404 as well; that is at another address.
      const isOver = key === endpoint && isNotFound(answer.error);
      useEffect(() => {
        if (isOver) onEnd();
      }, [isOver]);
      return answer;
    };
}

const isNotFound = (error: unknown) => error instanceof PlazaError && error.code === "not_found";

function Ended() {
  const t = useTranslations("links.public");
  const heading = useRef<HTMLHeadingElement>(null);
  // What had the focus is gone.
  useEffect(() => heading.current?.focus(), []);
  return (
    <div role="alert" className="flex flex-col items-center px-4 py-20 text-center">
      <span
        aria-hidden
        className="mb-4 flex size-12 items-center justify-center rounded-2xl bg-accent-soft text-accent-strong"
      >
        <Unlink />
      </span>
      <h1 ref={heading} tabIndex={-1} className="text-xl font-semibold outline-none">
        {t("endedTitle")}
      </h1>
      <p className="mt-2 mb-6 max-w-md text-balance text-muted">{t("endedText")}</p>
      <Button asChild variant="primary">
        <Link href="/">{t("home")}</Link>
      </Button>
    </div>
  );
}
