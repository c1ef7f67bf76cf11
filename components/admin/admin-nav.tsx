"use client";

import {
  Activity,
  BellRing,
  ChartLine,
  DatabaseZap,
  Images,
  Link2,
  MessagesSquare,
  ScrollText,
  Users,
  type LucideIcon,
} from "lucide-react";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { useEffect, useRef } from "react";
import { OpenAlertsBadge } from "@/components/alerts/open-alerts-badge";
import { adminSections, type AdminSection } from "./sections";

const icons: Record<AdminSection, LucideIcon> = {
  paths: ChartLine,
  pipeline: Activity,
  alerts: BellRing,
  caches: DatabaseZap,
  shares: Images,
  rooms: MessagesSquare,
  people: Users,
  audit: ScrollText,
  links: Link2,
};

/** The way between the pages: a column at the side, on small screens a strip that scrolls. */
export function AdminNav({ current }: { current: AdminSection }) {
  const t = useTranslations("admin");
  const link = useRef<HTMLAnchorElement>(null);
  // On a phone the strip stands so that where one is can be seen.
  useEffect(() => {
    // In braces: newer browsers answer a promise, which React would call as the effect's end.
    void link.current?.scrollIntoView({ block: "nearest", inline: "center" });
  }, []);
  return (
    <nav
      aria-label={t("navigation")}
      className="sticky top-0 z-20 border-line bg-surface max-lg:border-b lg:h-dvh lg:overflow-y-auto lg:border-r lg:px-3 lg:py-5"
    >
      <Link
        href="/chat"
        className="hidden rounded-lg px-3 py-2 text-sm text-muted hover:bg-subtle hover:text-ink lg:mb-3 lg:block"
      >
        {t("toChat")}
      </Link>
      <ul className="flex gap-1 overflow-x-auto px-2 py-1.5 lg:flex-col lg:overflow-visible lg:p-0">
        {adminSections.map((section) => {
          const Icon = icons[section];
          const isCurrent = section === current;
          return (
            <li key={section} className="shrink-0">
              <Link
                ref={isCurrent ? link : undefined}
                href={`/admin/${section}`}
                aria-current={isCurrent ? "page" : undefined}
                className="flex min-h-10 items-center gap-2.5 rounded-lg px-3 text-sm font-medium text-muted hover:bg-subtle hover:text-ink aria-[current=page]:bg-accent-soft aria-[current=page]:text-accent-strong"
              >
                <Icon aria-hidden size={16} />
                {t(`sections.${section}`)}
                {section === "alerts" ? <OpenAlertsBadge /> : null}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
