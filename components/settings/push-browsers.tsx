"use client";

import { Monitor } from "lucide-react";
import { useFormatter, useNow, useTranslations } from "next-intl";
import { useRef } from "react";
import { FailureNotice } from "@/components/auth/failure-notice";
import { useAction } from "@/components/chat/use-action";
import { Button } from "@/components/ui/button";
import { turnOffPushes, type BrowserPush } from "@/lib/client/push-browser";
import type { OwnBrowser } from "@/lib/notify/schema";
import { describeAgent } from "./describe-agent";

type PushBrowsersProps = {
  here: BrowserPush;
  browsers: OwnBrowser[];
  onChange: () => Promise<void>;
};

/** All my browsers that take pushes. Taking one off can be undone there, by turning them on again. */
export function PushBrowsers({ here, browsers, onChange }: PushBrowsersProps) {
  const t = useTranslations("settings.notifications");
  const sessions = useTranslations("settings.sessions");
  const format = useFormatter();
  const now = useNow({ updateInterval: 60_000 });
  const { busy, failure, run } = useAction();
  const heading = useRef<HTMLHeadingElement>(null);
  if (browsers.length === 0) return null;

  const nameOf = (userAgent: string | null) => {
    const agent = describeAgent(userAgent);
    if (!agent) return sessions("unknown");
    const { browser, system } = agent;
    return system ? sessions("on", { browser, system }) : browser;
  };
  const stateOf = ({ failures, lastOkAt, createdAt }: OwnBrowser) => {
    if (failures > 0) return t("notReached");
    const when = format.relativeTime(Math.min(lastOkAt ?? createdAt, now.getTime()), now);
    return lastOkAt === null ? t("since", { when }) : t("lastTold", { when });
  };
  const hash = here.kind === "able" ? here.endpointHash : null;

  return (
    <div className="space-y-2">
      <h3 ref={heading} tabIndex={-1} className="text-sm font-medium outline-none">
        {t("browsers")}
      </h3>
      <FailureNotice failure={failure} />
      <ul className="divide-y divide-line rounded-xl border border-line">
        {browsers.map((browser) => {
          const isHere = browser.endpointHash === hash;
          return (
            <li key={browser.id} className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3">
              <Monitor aria-hidden size={18} className="shrink-0 text-muted" />
              <div className="min-w-0 flex-1">
                <p className="truncate text-sm font-medium">{nameOf(browser.userAgent)}</p>
                <p className="text-sm text-muted">{isHere ? t("thisOne") : stateOf(browser)}</p>
              </div>
              <Button
                size="sm"
                busy={busy}
                aria-label={t("removeNamed", { name: nameOf(browser.userAgent) })}
                onClick={() =>
                  void run(async () => {
                    await turnOffPushes(browser.id, isHere);
                    heading.current?.focus();
                    await onChange();
                  })
                }
              >
                {t("remove")}
              </Button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
