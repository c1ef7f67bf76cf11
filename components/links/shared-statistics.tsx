"use client";

import { Lock } from "lucide-react";
import { useTranslations } from "next-intl";
import { PathsDashboard } from "@/components/paths/paths-dashboard";
import { Wordmark } from "@/components/shell/wordmark";
import type { DashboardView } from "@/lib/dashboard/schema";
import { LinkGate } from "./link-gate";
import { ViewWords } from "./view-words";

type SharedStatisticsProps = { linkId: string; name: string; view: DashboardView };

/** What the visitor of a public link sees: what the view is called and shows, and its figures, with nothing to change. */
export function SharedStatistics({ linkId, name, view }: SharedStatisticsProps) {
  const t = useTranslations("links.public");
  const endpoint = `/api/dashboard/${linkId}`;
  return (
    <div className="mx-auto max-w-[100rem] px-4 pb-16 sm:px-8">
      <header className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-5">
        <Wordmark />
        <p className="flex items-center gap-1.5 text-sm text-muted">
          <Lock aria-hidden size={14} />
          {t("locked")}
        </p>
      </header>
      <main>
        <LinkGate endpoint={endpoint}>
          <div className="space-y-2 pt-2 pb-6">
            <p className="text-sm text-muted">{t("label")}</p>
            <h1 className="text-2xl font-semibold tracking-tight break-words">{name}</h1>
            <ViewWords view={view} label={t("shows")} />
          </div>
          <PathsDashboard endpoint={endpoint} locked initialView={view} />
        </LinkGate>
      </main>
    </div>
  );
}
