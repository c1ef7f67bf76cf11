"use client";

import { useTranslations } from "next-intl";
import { useId, useState, type FormEvent } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import type { RoomSummary } from "@/lib/chat/schema";
import { changeRoom } from "./room-api";
import { RoomFields } from "./room-fields";
import { useAction } from "./use-action";
import { useProblemText } from "./use-problem-text";

type EditRoomDialogProps = { room: RoomSummary; onClose: () => void; onChanged: () => void };

/** Renames a room or says anew what it is about. */
export function EditRoomDialog({ room, onClose, onChanged }: EditRoomDialogProps) {
  const t = useTranslations("chat.editRoom");
  const common = useTranslations("common");
  const toText = useProblemText();
  const { busy, failure, run } = useAction();
  const [texts, setTexts] = useState({ name: room.name, topic: room.topic });
  const formId = useId();
  const nameMissing = texts.name.trim() === "";

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (nameMissing) return;
    if (await run(() => changeRoom(room.id, texts))) onChanged();
  };

  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={t("title")}
      footer={
        <>
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button type="submit" form={formId} variant="primary" busy={busy}>
            {common("save")}
          </Button>
        </>
      }
    >
      <form id={formId} noValidate onSubmit={(event) => void submit(event)} className="space-y-4">
        <RoomFields value={texts} onChange={setTexts} nameMissing={nameMissing} />
        {failure === undefined ? null : <Notice tone="danger">{toText(failure)}</Notice>}
      </form>
    </Dialog>
  );
}
