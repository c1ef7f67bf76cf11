"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Field } from "@/components/ui/field";
import { FormDialog } from "@/components/ui/form-dialog";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { Select } from "@/components/ui/select";
import { useToast } from "@/components/ui/toast";
import { moderationLimits, reportReasons, type Report } from "@/lib/chat/moderation-schema";
import type { Message } from "@/lib/chat/schema";
import { reportMessage } from "./moderation-api";
import { useAction } from "./use-action";
import { useProblemText } from "./use-problem-text";

type ReportDialogProps = {
  message: Message;
  onClose: () => void;
  /** Where the focus goes afterwards. */
  onClosed: () => void;
};

/** Asks moderators to look at a message. */
export function ReportDialog({ message, onClose, onClosed }: ReportDialogProps) {
  const t = useTranslations("moderation.report");
  const toText = useProblemText();
  const toast = useToast();
  const { busy, failure, run } = useAction();
  const [report, setReport] = useState<Required<Report>>({ reason: "spam", detail: "" });

  const submit = async () => {
    if (!(await run(() => reportMessage(message.roomId, message.id, report)))) return;
    toast({ text: t("done") });
    onClose();
  };

  return (
    <FormDialog
      onClosed={onClosed}
      title={t("title")}
      description={t("text")}
      submitLabel={t("send")}
      busy={busy}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field label={t("reason")}>
        {(wiring) => (
          <Select
            {...wiring}
            value={report.reason}
            onChange={({ target }) => {
              const reason = reportReasons.find((known) => known === target.value);
              if (reason) setReport({ ...report, reason });
            }}
          >
            {reportReasons.map((reason) => (
              <option key={reason} value={reason}>
                {t(`reasons.${reason}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t("detail")} hint={t("detailHint")}>
        {(wiring) => (
          <Input
            {...wiring}
            value={report.detail}
            maxLength={moderationLimits.detailCharacters}
            autoComplete="off"
            onChange={(event) => setReport({ ...report, detail: event.target.value })}
          />
        )}
      </Field>
      {failure === undefined ? null : <Notice tone="danger">{toText(failure)}</Notice>}
    </FormDialog>
  );
}
