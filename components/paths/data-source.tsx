"use client";

import { Database } from "lucide-react";
import { useTranslations } from "next-intl";
import { Popover } from "@/components/ui/popover";
import type { PathsAnswer } from "@/lib/traffic/report/schema";

type DataSourceProps = { source: PathsAnswer["dataSource"]; version: number };

/** Which store answered, and on request what that means. */
export function DataSource({ source, version }: DataSourceProps) {
  const t = useTranslations("paths.source");
  return (
    <Popover
      label={t("about")}
      trigger={
        <button
          type="button"
          className="inline-flex min-h-9 items-center gap-1.5 rounded-md px-1.5 text-sm text-muted underline decoration-dotted underline-offset-4 hover:text-ink md:min-h-7"
        >
          <Database aria-hidden size={14} />
          {t("from", { source: t(`names.${source}`) })}
        </button>
      }
    >
      <p>{t(`explained.${source}`)}</p>
      <p className="mt-2 text-muted">{t("version", { version })}</p>
    </Popover>
  );
}
