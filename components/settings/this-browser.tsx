"use client";

import { Bell, BellOff } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { z } from "zod";
import { FailureNotice } from "@/components/auth/failure-notice";
import { useAction } from "@/components/chat/use-action";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { untagLocale } from "@/i18n/tagged-locale";
import { turnOffPushes, turnOnPushes, type BrowserPush } from "@/lib/client/push-browser";
import { fetchJson } from "@/lib/http/fetcher";
import type { OwnBrowser } from "@/lib/notify/schema";

type ThisBrowserProps = {
  userId: string;
  here: BrowserPush;
  browsers: OwnBrowser[];
  onChange: () => Promise<void>;
};

/** Whether this browser takes pushes, and how to change that. It asks for permission when somebody presses, never before. */
export function ThisBrowser({ userId, here, browsers, onChange }: ThisBrowserProps) {
  const t = useTranslations("settings.notifications");
  const locale = untagLocale(useLocale());
  const { busy, failure, run } = useAction();
  const [said, setSaid] = useState<"sent" | "notWanted" | null>(null);

  if (here.kind === "unsupported") {
    return <Notice tone="info">{here.needsInstall ? t("needsInstall") : t("unsupported")}</Notice>;
  }
  if (here.kind === "blocked") {
    return (
      <Notice tone="info">
        <p className="font-medium">{t("blocked")}</p>
        <p className="mt-1">{t("blockedHint")}</p>
        <Button size="sm" className="mt-2" onClick={() => void onChange()}>
          {t("lookAgain")}
        </Button>
      </Notice>
    );
  }

  const known = browsers.find(({ endpointHash }) => endpointHash === here.endpointHash);
  const turnOn = () =>
    run(async () => {
      setSaid(null);
      const isOn = await turnOnPushes({ userId, locale });
      if (!isOn) setSaid("notWanted");
      await onChange();
    });
  const turnOff = (id: string) =>
    run(async () => {
      setSaid(null);
      await turnOffPushes(id, true);
      await onChange();
    });
  const sendTest = (id: string) =>
    run(async () => {
      setSaid(null);
      await fetchJson("/api/push/test", z.undefined(), { method: "POST", json: { id } });
      setSaid("sent");
    });

  return (
    <div className="grid gap-3 rounded-xl border border-line p-4">
      <p className="flex items-start gap-2.5 text-sm">
        {known ? (
          <Bell aria-hidden size={18} className="mt-px shrink-0 text-accent-strong" />
        ) : (
          <BellOff aria-hidden size={18} className="mt-px shrink-0 text-muted" />
        )}
        <span>
          <span className="block font-medium">{known ? t("hereOn") : t("hereOff")}</span>
          <span className="block text-muted">{known ? t("hereOnHint") : t("hereOffHint")}</span>
        </span>
      </p>
      <FailureNotice failure={failure} />
      <div className="flex flex-wrap gap-2">
        {known ? (
          <>
            <Button busy={busy} onClick={() => void sendTest(known.id)}>
              {t("test")}
            </Button>
            <Button variant="ghost" busy={busy} onClick={() => void turnOff(known.id)}>
              {t("turnOff")}
            </Button>
          </>
        ) : (
          <Button variant="primary" busy={busy} onClick={() => void turnOn()}>
            {t("turnOn")}
          </Button>
        )}
      </div>
      <p aria-live="polite" className="text-sm text-muted empty:hidden">
        {said === null ? null : t(said)}
      </p>
    </div>
  );
}
