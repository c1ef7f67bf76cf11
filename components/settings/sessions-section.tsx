"use client";

import { Monitor } from "lucide-react";
import { useFormatter, useNow, useTranslations } from "next-intl";
import { z } from "zod";
import { FailureNotice } from "@/components/auth/failure-notice";
import { signOut } from "@/components/auth/session-calls";
import { useAction } from "@/components/chat/use-action";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { fetchJson } from "@/lib/http/fetcher";
import { describeAgent } from "./describe-agent";
import { Section } from "./section";
import { useSessions } from "./use-sessions";

export function SessionsSection() {
  const t = useTranslations("settings.sessions");
  const format = useFormatter();
  const now = useNow({ updateInterval: 60_000 });
  const { sessions, failed, reload } = useSessions();
  const { busy, failure, run } = useAction();

  const nameOf = (userAgent: string | null) => {
    const agent = describeAgent(userAgent);
    if (!agent) return t("unknown");
    const { browser, system } = agent;
    return system ? t("on", { browser, system }) : browser;
  };

  const end = (path: string) =>
    void run(async () => {
      await fetchJson(path, z.undefined(), { method: "DELETE" });
      await reload();
    });

  return (
    <Section title={t("title")} lead={t("lead")}>
      <FailureNotice failure={failure} />
      {failed ? <Notice tone="danger">{t("failed")}</Notice> : null}
      {sessions === null && !failed ? <Skeleton className="h-24 w-full" /> : null}
      {sessions ? (
        <ul className="divide-y divide-line rounded-xl border border-line">
          {sessions.map(({ sid, userAgent, lastSeenAt, current }) => (
            <li key={sid} className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3">
              <Monitor aria-hidden size={18} className="shrink-0 text-muted" />
              <div className="min-w-0 flex-1">
                <p className="truncate text-sm font-medium">{nameOf(userAgent)}</p>
                <p className="text-sm text-muted">
                  {current
                    ? t("current")
                    : t("seen", {
                        when: format.relativeTime(Math.min(lastSeenAt, now.getTime()), now),
                      })}
                </p>
              </div>
              <Button
                size="sm"
                busy={busy}
                aria-label={t("signOutNamed", { name: nameOf(userAgent) })}
                onClick={() =>
                  current ? void run(signOut) : end(`/api/me/sessions/${encodeURIComponent(sid)}`)
                }
              >
                {t("signOut")}
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
      {sessions && sessions.length > 1 ? (
        <Button busy={busy} onClick={() => end("/api/me/sessions")}>
          {t("signOutOthers")}
        </Button>
      ) : null}
    </Section>
  );
}
