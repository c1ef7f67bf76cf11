"use client";

import { Flag } from "lucide-react";
import { useTranslations } from "next-intl";
import Link from "next/link";
import useSWR from "swr";
import { Badge } from "@/components/ui/badge";
import { MenuItem } from "@/components/ui/dropdown-menu";
import { reportCountSchema } from "@/lib/chat/moderation-schema";
import { fetchJson } from "@/lib/http/fetcher";

/** A moderator's way to what was reported, with how much waits. */
export function ReportsItem() {
  const t = useTranslations("moderation.queue");
  const { data } = useSWR("/api/moderation/reports/count", (url: string) =>
    fetchJson(url, reportCountSchema),
  );
  const open = data?.open ?? 0;
  return (
    <MenuItem asChild>
      <Link href="/moderation">
        <Flag aria-hidden />
        <span className="flex-1">{t("menu")}</span>
        {open > 0 ? (
          <Badge tone="danger">
            <span aria-hidden>{open > 99 ? "99+" : open}</span>
            <span className="sr-only">{t("open", { count: open })}</span>
          </Badge>
        ) : null}
      </Link>
    </MenuItem>
  );
}
