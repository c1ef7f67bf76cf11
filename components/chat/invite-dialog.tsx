"use client";

import { Link2 } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { useToast } from "@/components/ui/toast";
import type { RoomSummary } from "@/lib/chat/schema";
import { copyText } from "@/lib/client/copy-text";
import { PeoplePicker } from "./people-picker";
import { addMembers, createInvitation, type FoundPerson } from "./room-api";
import { useAction } from "./use-action";
import { useProblemText } from "./use-problem-text";

/** Brings people into a room: by name at once, or with a link. */
export function InviteDialog({ room, onClose }: { room: RoomSummary; onClose: () => void }) {
  const t = useTranslations("chat.invite");
  const common = useTranslations("common");
  const toText = useProblemText();
  const toast = useToast();
  const { busy, failure, run } = useAction();
  const [people, setPeople] = useState<FoundPerson[]>([]);

  const invite = async () => {
    const count = people.length;
    const done = await run(() =>
      addMembers(
        room.id,
        people.map(({ id }) => id),
      ),
    );
    if (!done) return;
    toast({ text: t("done", { count }) });
    onClose();
  };

  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={t("title", { name: room.name })}
      footer={
        <>
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button
            variant="primary"
            busy={busy}
            disabled={people.length === 0}
            onClick={() => void invite()}
          >
            {t("submit")}
          </Button>
        </>
      }
    >
      <div className="space-y-4">
        <InviteByName people={people} onChange={setPeople} />
        {failure === undefined ? null : <Notice tone="danger">{toText(failure)}</Notice>}
        <InviteLink roomId={room.id} />
      </div>
    </Dialog>
  );
}

function InviteByName(props: { people: FoundPerson[]; onChange: (people: FoundPerson[]) => void }) {
  const t = useTranslations("chat.people");
  return <PeoplePicker label={t("search")} chosen={props.people} onChange={props.onChange} />;
}

function InviteLink({ roomId }: { roomId: string }) {
  const t = useTranslations("chat.invite");
  const toText = useProblemText();
  const format = useFormatter();
  const toast = useToast();
  const { busy, failure, run } = useAction();
  const [link, setLink] = useState<{ url: string; expiresAt: number } | null>(null);

  const copy = async (url: string) => {
    const copied = await copyText(url);
    toast(copied ? { text: t("copied") } : { text: t("copyFailed"), tone: "danger" });
  };

  return (
    <section className="space-y-2 border-t border-line pt-4">
      <h3 className="text-sm font-medium">{t("orLink")}</h3>
      {link ? (
        <Field
          label={<span className="sr-only">{t("link")}</span>}
          hint={t("linkHint", {
            date: format.dateTime(link.expiresAt, { dateStyle: "medium", timeStyle: "short" }),
          })}
        >
          {(wiring) => (
            <div className="flex gap-2">
              <Input
                {...wiring}
                readOnly
                value={link.url}
                onFocus={(event) => event.target.select()}
              />
              <Button onClick={() => void copy(link.url)}>{t("copy")}</Button>
            </div>
          )}
        </Field>
      ) : (
        <Button
          busy={busy}
          onClick={() => void run(async () => setLink(await createInvitation(roomId)))}
        >
          <Link2 aria-hidden size={16} />
          {t("createLink")}
        </Button>
      )}
      {failure === undefined ? null : <Notice tone="danger">{toText(failure)}</Notice>}
    </section>
  );
}
