"use client";

import { Images, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { Button } from "@/components/ui/button";

/** Says how a share comes about, while there is none. */
export function NoShares() {
  const t = useTranslations("shares");
  return (
    <div className="mx-auto flex max-w-md flex-col items-center px-4 py-12 text-center">
      <span
        aria-hidden
        className="mb-4 flex size-12 items-center justify-center rounded-2xl bg-accent-soft text-accent-strong"
      >
        <Images />
      </span>
      <h2 className="text-base font-semibold">{t("list.empty.title")}</h2>
      <p className="mt-1 text-sm text-muted">{t("list.empty.text")}</p>
      <ul className="mt-3 list-disc space-y-1 pl-5 text-left text-sm text-pretty text-muted">
        <li>{t("list.empty.create")}</li>
        <li>{t("list.empty.chat")}</li>
        <li>{t("list.empty.tokens")}</li>
      </ul>
      <div className="mt-5 flex flex-wrap justify-center gap-2">
        <Button asChild variant="primary">
          <a href="/shares/new">
            <Plus aria-hidden size={16} />
            {t("create")}
          </a>
        </Button>
        <Button asChild>
          <Link href="/settings">{t("list.empty.toTokens")}</Link>
        </Button>
      </div>
    </div>
  );
}
