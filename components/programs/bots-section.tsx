"use client";

import { Bot as BotIcon } from "lucide-react";
import { useTranslations } from "next-intl";
import useSWR from "swr";
import { Section } from "@/components/settings/section";
import { botLimits } from "@/lib/bot/schema";
import { botsUrl, createBot, readBots } from "./api";
import { BotCard } from "./bot-card";
import { ListStates } from "./list-states";
import { NameForm } from "./name-form";

/** My bots: programs that take part in rooms under a name of their own. */
export function BotsSection() {
  const t = useTranslations("programs.bots");
  const list = useSWR(botsUrl, readBots);
  const reload = async () => {
    await list.mutate();
  };
  return (
    <div id="bots">
      <Section title={t("title")} lead={t("lead")}>
        <ListStates
          list={list}
          itemsOf={({ bots }) => bots}
          icon={<BotIcon aria-hidden size={18} className="shrink-0" />}
          empty={t("empty")}
        >
          {(bots) => (
            <ul className="space-y-3">
              {bots.map((bot) => (
                <BotCard key={bot.id} bot={bot} onChanged={reload} />
              ))}
            </ul>
          )}
        </ListStates>
        <NameForm
          label={t("name")}
          hint={t("nameHint")}
          submit={t("create")}
          full={t("full", { count: botLimits.perPerson })}
          onSubmit={async (name) => {
            await createBot(name);
            await reload();
          }}
        />
      </Section>
    </div>
  );
}
