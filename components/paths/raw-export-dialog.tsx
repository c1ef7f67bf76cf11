"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { RadioGroup } from "@/components/ui/radio-group";
import { exportFormats, toExportUrl, type ExportFormat } from "./exports";

type RawExportDialogProps = {
  range: { from: number; to: number };
  path: string | null;
  onClose: () => void;
};

/** Says plainly what raw events tell of persons before they are taken. */
export function RawExportDialog({ range, path, onClose }: RawExportDialogProps) {
  const t = useTranslations("paths.export");
  const common = useTranslations("common");
  const [format, setFormat] = useState<ExportFormat>("jsonl");
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={t("raw.title")}
      description={path === null ? t("allEvents") : t("pathEvents", { path })}
      footer={
        <>
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button asChild variant="danger">
            <a
              download
              href={toExportUrl({ range, path, format, anonymize: false })}
              onClick={onClose}
            >
              {t("raw.take")}
            </a>
          </Button>
        </>
      }
    >
      <div className="space-y-4">
        <Notice tone="danger">{t("raw.warning")}</Notice>
        <p className="text-sm text-muted">{t("raw.recorded")}</p>
        <RadioGroup
          label={t("raw.format")}
          value={format}
          onChange={setFormat}
          options={exportFormats.map((value) => ({ value, label: t(`formats.${value}`) }))}
        />
      </div>
    </Dialog>
  );
}
