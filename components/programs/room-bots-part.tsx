"use client";

import { Bot } from "lucide-react";
import { useTranslations } from "next-intl";
import Link from "next/link";
import useSWR from "swr";
import { useAction } from "@/components/chat/use-action";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { putBotIntoRoom, readRoomBots, takeBotOutOfRoom, toRoomBotsUrl } from "./api";
import { ListStates } from "./list-states";
import { RoomPart } from "./room-part";

/** The bots of a room; mine come and go from here. */
export function RoomBotsPart({ roomId }: { roomId: string }) {
  const t = useTranslations("programs.roomBots");
  const list = useSWR(toRoomBotsUrl(roomId), readRoomBots);
  const { data, mutate } = list;
  const { busy, failure, run } = useAction();

  const move = (change: () => Promise<unknown>) =>
    void run(async () => {
      await change();
      await mutate();
    });

  return (
    <RoomPart
      title={t("title")}
      lead={t.rich("lead", {
        link: (text) => (
          <Link href="/settings#bots" className="text-accent-strong underline">
            {text}
          </Link>
        ),
      })}
      failure={failure}
    >
      <ListStates
        list={list}
        itemsOf={({ bots }) => bots}
        icon={<Bot aria-hidden size={18} className="shrink-0" />}
        empty={t("empty")}
      >
        {(bots) => (
          <ul className="divide-y divide-line rounded-xl border border-line">
            {bots.map((bot) => (
              <li key={bot.id} className="flex min-h-14 items-center gap-3 px-4 py-2">
                <Avatar name={bot.name} image={bot.image} colorKey={bot.id} size="sm" />
                <span className="min-w-0 flex-1">
                  <span className="block text-sm font-medium break-words">{bot.name}</span>
                  <span className="block text-xs text-muted">
                    {bot.isMine ? t("mine") : t("of", { name: bot.ownerName })}
                  </span>
                </span>
                {bot.isMine ? (
                  <Button
                    size="sm"
                    disabled={busy}
                    aria-label={t("takeOutNamed", { name: bot.name })}
                    onClick={() => move(() => takeBotOutOfRoom(bot.id, roomId))}
                  >
                    {t("takeOut")}
                  </Button>
                ) : null}
              </li>
            ))}
          </ul>
        )}
      </ListStates>
      {data && data.mine.length > 0 ? (
        <ul aria-label={t("addable")} className="flex flex-wrap gap-2">
          {data.mine.map((bot) => (
            <li key={bot.id}>
              <Button
                size="sm"
                disabled={busy}
                onClick={() => move(() => putBotIntoRoom(bot.id, roomId))}
              >
                {t("add", { name: bot.name })}
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
    </RoomPart>
  );
}
