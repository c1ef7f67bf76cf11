"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormDialog } from "@/components/ui/form-dialog";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { Select } from "@/components/ui/select";
import type { Message } from "@/lib/chat/schema";
import { findShareableImages } from "@/lib/client/shareable-images";
import { fetchJson } from "@/lib/http/fetcher";
import { createdShareSchema, shareLimits, type CreatedShare } from "@/lib/share/schema";
import { ImageChoice } from "./image-choice";
import { useMe } from "./me";
import { ShareTextarea } from "./share-textarea";
import { SharedLink } from "./shared-link";
import { useAction } from "./use-action";
import { useProblemText } from "./use-problem-text";

type ShareImageDialogProps = {
  message: Message;
  /** Posts the link into the room; `null` for who only reads along. */
  onPost: ((link: string) => void) | null;
  onClose: () => void;
  /** Where the focus goes afterwards: the menu that opened it is gone. */
  onClosed: () => void;
};

const lifetimes = [1, 7, 30] as const;

/** Gives a picture of a message a page of its own that anybody with the link can see. */
export function ShareImageDialog({ message, onPost, onClose, onClosed }: ShareImageDialogProps) {
  const t = useTranslations("chat.share");
  const common = useTranslations("common");
  const toText = useProblemText();
  const me = useMe();
  const { busy, failure, run } = useAction();
  const images = findShareableImages(message);
  const [imageId, setImageId] = useState(images[0]?.id ?? "");
  const [texts, setTexts] = useState({ title: "", style: "", prompt: message.body });
  const [days, setDays] = useState<number>(shareLimits.lifeDays);
  const [shared, setShared] = useState<CreatedShare | null>(null);
  // The same one with every try, so that a lost answer does not make two shares.
  const [clientId] = useState(() => `chat-${crypto.getRandomValues(new Uint32Array(4)).join("-")}`);

  const submit = async () => {
    await run(async () => {
      const json = { ...texts, attachmentId: imageId, expiresInDays: days, clientId };
      const init = { method: "POST", json, asUser: me.id } as const;
      setShared(await fetchJson("/api/share", createdShareSchema, init));
    });
  };

  if (shared) {
    return (
      <Dialog
        open
        onOpenChange={(open) => (open ? undefined : onClose())}
        onClosed={onClosed}
        title={t("doneTitle")}
        footer={
          <>
            {onPost ? (
              <Button
                onClick={() => {
                  onPost(shared.url);
                  onClose();
                }}
              >
                {t("post")}
              </Button>
            ) : null}
            <Button variant="primary" onClick={onClose}>
              {common("close")}
            </Button>
          </>
        }
      >
        <SharedLink share={shared} />
      </Dialog>
    );
  }
  return (
    <FormDialog
      onClosed={onClosed}
      title={t("title")}
      description={t("description")}
      submitLabel={t("submit")}
      busy={busy}
      onSubmit={submit}
      onClose={onClose}
    >
      <ImageChoice images={images} chosenId={imageId} onChoose={setImageId} />
      <Field label={t("titleLabel")}>
        {(wiring) => (
          <Input
            {...wiring}
            value={texts.title}
            maxLength={shareLimits.titleCharacters}
            autoComplete="off"
            onChange={(event) => setTexts({ ...texts, title: event.target.value })}
          />
        )}
      </Field>
      <Field label={t("prompt")}>
        {(wiring) => (
          <ShareTextarea
            {...wiring}
            value={texts.prompt}
            onChange={(prompt) => setTexts({ ...texts, prompt })}
          />
        )}
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t("style")}>
          {(wiring) => (
            <Input
              {...wiring}
              value={texts.style}
              maxLength={shareLimits.styleCharacters}
              autoComplete="off"
              onChange={(event) => setTexts({ ...texts, style: event.target.value })}
            />
          )}
        </Field>
        <Field label={t("lifetime")}>
          {(wiring) => (
            <Select
              {...wiring}
              value={days}
              onChange={(event) => setDays(Number(event.target.value))}
            >
              {lifetimes.map((value) => (
                <option key={value} value={value}>
                  {t("days", { count: value })}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
      {failure === undefined ? null : <Notice tone="danger">{toText(failure)}</Notice>}
    </FormDialog>
  );
}
