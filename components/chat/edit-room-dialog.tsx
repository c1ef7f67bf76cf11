"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { FormDialog } from "@/components/ui/form-dialog";
import { Notice } from "@/components/ui/notice";
import type { RoomSummary } from "@/lib/chat/schema";
import { toRoomRights } from "@/lib/client/room-rights";
import { useMe } from "./me";
import { changeRoom } from "./room-api";
import { RoomFields } from "./room-fields";
import { RoomPaceField } from "./room-pace-field";
import { useAction } from "./use-action";
import { useProblemText } from "./use-problem-text";

type EditRoomDialogProps = { room: RoomSummary; onClose: () => void; onChanged: () => void };

/** Renames a room, says anew what it is about, or sets its pace. */
export function EditRoomDialog({ room, onClose, onChanged }: EditRoomDialogProps) {
  const t = useTranslations("chat.editRoom");
  const common = useTranslations("common");
  const toText = useProblemText();
  const { busy, failure, run } = useAction();
  const [texts, setTexts] = useState({ name: room.name, topic: room.topic });
  const [pace, setPace] = useState(room.slowModeSeconds);
  const rights = toRoomRights(room, useMe().role);
  const nameMissing = texts.name.trim() === "";

  const submit = async () => {
    if (nameMissing) return;
    const values = {
      ...(rights.manage ? texts : {}),
      ...(pace === room.slowModeSeconds ? {} : { slowModeSeconds: pace }),
    };
    if (await run(() => changeRoom(room.id, values))) onChanged();
  };

  return (
    <FormDialog
      title={t("title")}
      submitLabel={common("save")}
      busy={busy}
      onSubmit={submit}
      onClose={onClose}
    >
      {rights.manage ? (
        <RoomFields value={texts} onChange={setTexts} nameMissing={nameMissing} />
      ) : null}
      {rights.keepOrder ? <RoomPaceField seconds={pace} onChange={setPace} /> : null}
      {failure === undefined ? null : <Notice tone="danger">{toText(failure)}</Notice>}
    </FormDialog>
  );
}
