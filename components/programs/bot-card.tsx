"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { useAction } from "@/components/chat/use-action";
import { useProblemText } from "@/components/chat/use-problem-text";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { Bot } from "@/lib/bot/schema";
import { removeBot, removeBotPicture, renameBot, setBotPicture } from "./api";
import { BotTokens } from "./bot-tokens";
import { BotWebhook } from "./bot-webhook";
import { EditProgram } from "./edit-program";
import { PictureButton } from "./picture-button";

type BotCardProps = { bot: Bot; onChanged: () => Promise<void> };

/** One bot: where it takes part, the tokens it acts by, and where its mentions are sent. */
export function BotCard({ bot, onChanged }: BotCardProps) {
  const t = useTranslations("programs.bots");
  const toText = useProblemText();
  const format = useFormatter();
  const { busy, failure, run } = useAction();
  const [removing, setRemoving] = useState(false);

  const remove = async () => {
    const done = await run(async () => {
      await removeBot(bot.id);
      await onChanged();
    });
    if (done) setRemoving(false);
  };
  const setPicture = (picture: Blob) =>
    void run(async () => {
      await setBotPicture(bot.id, picture);
      await onChanged();
    });
  const rooms = bot.rooms.map(({ name }) => name);

  return (
    <li aria-label={bot.name} className="rounded-xl border border-line">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 px-3 py-3">
        <PictureButton program={bot} onChoose={setPicture} />
        <div className="min-w-0 flex-1 basis-40">
          <h3 className="text-sm font-semibold break-words">{bot.name}</h3>
          <p className="text-sm text-muted">
            {rooms.length === 0
              ? t("noRooms")
              : t("rooms", { rooms: format.list(rooms, { type: "conjunction" }) })}
          </p>
          <p className="text-xs text-muted">
            {t.rich("mention", {
              mention: `<@${bot.id}>`,
              code: (text) => <code className="font-mono break-all">{text}</code>,
            })}
          </p>
        </div>
        <EditProgram
          program={bot}
          onRename={(name) => renameBot(bot.id, name)}
          onRemovePicture={() => removeBotPicture(bot.id)}
          onChanged={onChanged}
        />
        <Button
          size="sm"
          aria-label={t("removeNamed", { name: bot.name })}
          onClick={() => setRemoving(true)}
        >
          {t("remove")}
        </Button>
      </div>
      {failure !== undefined && !removing ? (
        <div className="px-4 pb-3">
          <Notice tone="danger">{toText(failure)}</Notice>
        </div>
      ) : null}
      <div className="space-y-5 border-t border-line px-4 py-4">
        <BotTokens bot={bot} />
        <BotWebhook bot={bot} onChanged={onChanged} />
      </div>
      <AlertDialog
        open={removing}
        onOpenChange={setRemoving}
        title={t("removeTitle", { name: bot.name })}
        description={t("removeText")}
        confirmLabel={t("remove")}
        busy={busy}
        onConfirm={() => void remove()}
      >
        {failure === undefined ? null : <Notice tone="danger">{toText(failure)}</Notice>}
      </AlertDialog>
    </li>
  );
}
