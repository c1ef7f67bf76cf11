"use client";

import { Check, Copy, ExternalLink, Plus } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { CreatedShare } from "@/lib/share/schema";
import { useCopyLink } from "./use-copy-link";

type ShareCreatedProps = { share: CreatedShare; onAnother: () => void };

/** The link of a fresh share and what to do with it. */
export function ShareCreated({ share, onAnother }: ShareCreatedProps) {
  const t = useTranslations("shares.created");
  const format = useFormatter();
  const copyLink = useCopyLink();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className="mx-auto max-w-xl animate-appear rounded-2xl border border-line bg-raised p-5 shadow-raised sm:p-8">
      <span
        aria-hidden
        className="mb-4 flex size-12 items-center justify-center rounded-2xl bg-accent-soft text-accent-strong"
      >
        <Check />
      </span>
      <h2 ref={heading} tabIndex={-1} className="text-xl font-semibold outline-none">
        {t("title")}
      </h2>
      <p className="mt-1 text-muted">
        {t("until", { date: format.dateTime(share.expiresAt, { dateStyle: "long" }) })}
      </p>
      <div className="mt-5">
        <Field label={t("link")}>
          {(wiring) => (
            <div className="flex flex-col gap-2 sm:flex-row">
              <Input
                {...wiring}
                readOnly
                value={share.url}
                onFocus={(event) => event.target.select()}
              />
              <Button
                variant="primary"
                className="max-md:h-10"
                onClick={() => void copyLink(share.url)}
              >
                <Copy aria-hidden size={16} />
                {t("copy")}
              </Button>
            </div>
          )}
        </Field>
      </div>
      <div className="mt-5 flex flex-wrap gap-2">
        <Button asChild>
          <a href={share.url} target="_blank" rel="noopener">
            <ExternalLink aria-hidden size={16} />
            {t("open")}
          </a>
        </Button>
        <Button onClick={onAnother}>
          <Plus aria-hidden size={16} />
          {t("another")}
        </Button>
        <Button asChild variant="ghost">
          <a href="/shares">{t("mine")}</a>
        </Button>
      </div>
    </section>
  );
}
