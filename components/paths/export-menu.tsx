"use client";

import { Download, EyeOff, FileDown, Link2, Table } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { DropdownMenu, MenuItem, MenuLabel, MenuSeparator } from "@/components/ui/dropdown-menu";
import { useToast } from "@/components/ui/toast";
import { copyText } from "@/lib/client/copy-text";
import { saveText } from "@/lib/client/save-text";
import { toCsv } from "@/lib/client/to-csv";
import { exportFormats, toExportUrl, toTable } from "./exports";
import type { PathsAnswer } from "@/lib/traffic/report/schema";
import { RawExportDialog } from "./raw-export-dialog";

type ExportMenuProps = {
  /** What is shown; null until it is known. */
  report: (Pick<PathsAnswer, "range"> & Partial<Pick<PathsAnswer, "paths">>) | null;
  /** The one path whose events are wanted; null for all. */
  path: string | null;
};

/** Days of one export; longer ones are taken in several. */
const longestMs = 366 * 86_400_000;

/** The events of what is shown as a file, the table as a file, and the address of the view. */
export function ExportMenu({ report, path }: ExportMenuProps) {
  const t = useTranslations("paths.export");
  const toast = useToast();
  const [asksRaw, setAsksRaw] = useState(false);
  const range = report?.range ?? null;
  // What `(other)` stands for cannot be told apart any more.
  const scope = path === "(other)" ? null : path;
  const canExport = range !== null && range.to - range.from <= longestMs;

  const copyLink = async () => {
    const copied = await copyText(location.href);
    toast(copied ? { text: t("linkCopied") } : { text: t("linkNotCopied"), tone: "danger" });
  };
  const saveTable = () => {
    if (!report?.paths) return;
    const day = new Date(report.range.from).toISOString().slice(0, 10);
    saveText(`plaza-paths-${day}.csv`, toCsv(toTable(report.paths)), "text/csv;charset=utf-8");
  };

  return (
    <>
      <DropdownMenu
        trigger={
          <Button>
            <Download aria-hidden size={16} />
            {t("title")}
          </Button>
        }
      >
        <MenuLabel>
          {scope === null ? t("allEvents") : t("pathEvents", { path: scope })}
          <span className="block font-normal">{t("anonymised")}</span>
        </MenuLabel>
        {exportFormats.map((format) => (
          <MenuItem key={format} asChild={canExport} disabled={!canExport}>
            {range && canExport ? (
              <a download href={toExportUrl({ range, path: scope, format, anonymize: true })}>
                <FileDown aria-hidden />
                {t(`formats.${format}`)}
              </a>
            ) : (
              t(`formats.${format}`)
            )}
          </MenuItem>
        ))}
        {range && !canExport ? <MenuLabel>{t("tooLong")}</MenuLabel> : null}
        <MenuItem
          icon={<EyeOff aria-hidden />}
          disabled={!canExport}
          onSelect={() => setAsksRaw(true)}
        >
          {t("raw.open")}
        </MenuItem>
        <MenuSeparator />
        {report?.paths ? (
          <MenuItem icon={<Table aria-hidden />} onSelect={saveTable}>
            {t("table")}
          </MenuItem>
        ) : null}
        <MenuItem icon={<Link2 aria-hidden />} onSelect={() => void copyLink()}>
          {t("copyLink")}
        </MenuItem>
      </DropdownMenu>
      {asksRaw && range ? (
        <RawExportDialog range={range} path={scope} onClose={() => setAsksRaw(false)} />
      ) : null}
    </>
  );
}
