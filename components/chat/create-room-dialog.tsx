"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { FormDialog } from "@/components/ui/form-dialog";
import { Notice } from "@/components/ui/notice";
import { RadioGroup } from "@/components/ui/radio-group";
import type { RoomSummary } from "@/lib/chat/schema";
import { PlazaError } from "@/lib/http/problem";
import { PeoplePicker } from "./people-picker";
import { createRoom, type FoundPerson } from "./room-api";
import { RoomFields } from "./room-fields";
import { useAction } from "./use-action";
import { useProblemText } from "./use-problem-text";

type CreateRoomDialogProps = {
  onClose: () => void;
  onCreated: (room: RoomSummary) => void;
};

/** Opens a private, public or direct room. */
export function CreateRoomDialog({ onClose, onCreated }: CreateRoomDialogProps) {
  const t = useTranslations("chat.create");
  const toText = useProblemText();
  const { busy, failure, run } = useAction();
  const [kind, setKind] = useState<RoomSummary["kind"]>("private");
  const [texts, setTexts] = useState({ name: "", topic: "" });
  const [people, setPeople] = useState<FoundPerson[]>([]);
  const [tried, setTried] = useState(false);
  const direct = kind === "direct";
  const nameMissing = !direct && texts.name.trim() === "";
  const personMissing = direct && people.length === 0;
  const publicRefused =
    kind === "public" && failure instanceof PlazaError && failure.code === "forbidden";

  const submit = () => {
    setTried(true);
    if (nameMissing || personMissing) return;
    const memberIds = people.map(({ id }) => id);
    void run(async () => {
      onCreated(await createRoom(direct ? { kind, memberIds } : { kind, ...texts, memberIds }));
    });
  };

  return (
    <FormDialog
      title={t("title")}
      submitLabel={direct ? t("submitDirect") : t("submit")}
      busy={busy}
      onSubmit={submit}
      onClose={onClose}
    >
      <RadioGroup
        label={t("kind")}
        value={kind}
        onChange={(next) => {
          setKind(next);
          if (next === "direct") setPeople(people.slice(0, 1));
        }}
        options={[
          { value: "private", label: t("kindPrivate"), hint: t("kindPrivateHint") },
          { value: "public", label: t("kindPublic"), hint: t("kindPublicHint") },
          { value: "direct", label: t("kindDirect"), hint: t("kindDirectHint") },
        ]}
      />
      {direct ? null : (
        <RoomFields
          value={texts}
          onChange={setTexts}
          nameHint={t("nameHint")}
          nameMissing={tried && nameMissing}
        />
      )}
      <PeoplePicker
        label={direct ? t("person") : t("people")}
        error={tried && personMissing ? t("personMissing") : undefined}
        single={direct}
        chosen={people}
        onChange={setPeople}
      />
      {failure === undefined ? null : (
        <Notice tone="danger">{publicRefused ? t("publicNotAllowed") : toText(failure)}</Notice>
      )}
    </FormDialog>
  );
}
