"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { PushBrowsers } from "./push-browsers";
import { QuietFields } from "./quiet-fields";
import { Section } from "./section";
import { ThisBrowser } from "./this-browser";
import { useNotifications } from "./use-notifications";

/** How I am told of messages while I am away. */
export function NotificationsSection({ userId }: { userId: string }) {
  const t = useTranslations("settings.notifications");
  const { notifications, browsers, here, failed, reload, saveQuiet } = useNotifications();
  return (
    <Section title={t("title")} lead={t("lead")}>
      {failed ? (
        <Notice tone="danger">
          <p>{t("failed")}</p>
          <Button size="sm" className="mt-2" onClick={() => void reload()}>
            {t("retry")}
          </Button>
        </Notice>
      ) : null}
      {notifications && browsers && here ? (
        <>
          {notifications.available ? (
            <ThisBrowser userId={userId} here={here} browsers={browsers} onChange={reload} />
          ) : (
            <Notice tone="info">{t("notAvailable")}</Notice>
          )}
          <PushBrowsers here={here} browsers={browsers} onChange={reload} />
          <QuietFields quiet={notifications.quiet} onSave={saveQuiet} />
        </>
      ) : failed ? null : (
        <Skeleton className="h-48 w-full" />
      )}
    </Section>
  );
}
