"use client";

import { useTranslations } from "next-intl";
import { useId, useState, type FormEvent } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { Textarea } from "@/components/ui/textarea";
import { limits, type RoomSummary } from "@/lib/chat/schema";
import { changeRoom } from "./room-api";
import { useAction } from "./use-action";
import { useProblemText } from "./use-problem-text";

type EditRoomDialogProps = { room: RoomSummary; onClose: () => void; onChanged: () => void };

/** Renames a room or says anew what it is about. */
export function EditRoomDialog({ room, onClose, onChanged }: EditRoomDialogProps) {
  const t = useTranslations("chat.editRoom");
  const create = useTranslations("chat.create");
  const common = useTranslations("common");
  const toText = useProblemText();
  const { busy, failure, run } = useAction();
  const [name, setName] = useState(room.name);
  const [topic, setTopic] = useState(room.topic);
  const formId = useId();
  const nameMissing = name.trim() === "";

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (nameMissing) return;
    if (await run(() => changeRoom(room.id, { name, topic }))) onChanged();
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
        <Field label={create("name")} error={nameMissing ? create("nameMissing") : undefined}>
          {(wiring) => (
            <Input
              {...wiring}
              value={name}
              maxLength={limits.roomNameCharacters}
              autoComplete="off"
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <Field label={t("topic")}>
          {(wiring) => (
            <Textarea
              {...wiring}
              value={topic}
              maxLength={limits.topicCharacters}
              onChange={(event) => setTopic(event.target.value)}
            />
          )}
        </Field>
        {failure === undefined ? null : <Notice tone="danger">{toText(failure)}</Notice>}
      </form>
    </Dialog>
  );
}
