"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { RadioGroup } from "@/components/ui/radio-group";
import type { RoomSummary } from "@/lib/chat/schema";
import { downloadLines } from "@/lib/client/download-lines";
import { toExportUrl } from "./moderation-api";
import { useAction } from "./use-action";
import { useProblemText } from "./use-problem-text";

type Format = "html" | "jsonl";
type ExportDialogProps = { room: RoomSummary; onClose: () => void };

/** Saves all messages of a room as a file; shows how far it is, and stops when it is closed. */
export function ExportDialog({ room, onClose }: ExportDialogProps) {
  const t = useTranslations("moderation.export");
  const common = useTranslations("common");
  const format = useFormatter();
  const toText = useProblemText();
  const { busy, failure, run } = useAction();
  const [kind, setKind] = useState<Format>("html");
  const [count, setCount] = useState(0);
  const [done, setDone] = useState(false);
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);

  const start = () => {
    const controller = new AbortController();
    stop.current = controller;
    setCount(0);
    setDone(false);
    return run(async () => {
      const fileName = `${room.name || room.id}.${kind}`;
      await downloadLines(toExportUrl(room.id, kind), fileName, {
        signal: controller.signal,
        onCount: setCount,
      });
      setDone(!controller.signal.aborted);
    });
  };
  const total = Math.max(room.lastSeq, count, 1);

  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={t("title", { name: room.name })}
      description={t("text")}
      footer={
        <>
          <Button onClick={busy ? () => stop.current?.abort() : onClose}>
            {busy ? common("cancel") : common("close")}
          </Button>
          <Button variant="primary" busy={busy} onClick={() => void start()}>
            {t("start")}
          </Button>
        </>
      }
    >
      <div className="space-y-4">
        <RadioGroup
          label={t("format")}
          value={kind}
          onChange={setKind}
          options={[
            { value: "html", label: t("html"), hint: t("htmlHint") },
            { value: "jsonl", label: t("jsonl"), hint: t("jsonlHint") },
          ]}
        />
        {busy ? (
          <progress aria-label={t("progress")} value={count} max={total} className="w-full" />
        ) : null}
        <p role="status" className="text-sm text-muted">
          {done
            ? t("done", { count })
            : busy
              ? format.number(count / total, { style: "percent" })
              : null}
        </p>
        {failure === undefined ? null : <Notice tone="danger">{toText(failure)}</Notice>}
      </div>
    </Dialog>
  );
}
