"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useRef, useState, type FormEvent } from "react";
import { useAction } from "@/components/chat/use-action";
import { useProblemText } from "@/components/chat/use-problem-text";
import { isRefused, withoutFields } from "@/components/auth/refused-fields";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { botLimits, type Bot } from "@/lib/bot/schema";
import { clearWebhook, renewWebhookSecret, setWebhook } from "./api";
import { BotDeliveries } from "./bot-deliveries";
import { SecretValue } from "./secret-value";

type BotWebhookProps = { bot: Bot; onChanged: () => Promise<void> };

/** Where mentions of a bot are sent, with the secret that signs them. */
export function BotWebhook({ bot, onChanged }: BotWebhookProps) {
  const t = useTranslations("programs.webhook");
  const toText = useProblemText();
  const { busy, failure, run } = useAction();
  const [url, setUrl] = useState(bot.webhookUrl ?? "");
  const [secret, setSecret] = useState<string | null>(null);
  const [asked, setAsked] = useState<"renew" | "clear" | null>(null);
  const shown = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const refused = isRefused(failure, "url");
  const rest = withoutFields(failure, ["url"]);

  const save = (event: FormEvent) => {
    event.preventDefault();
    void run(async () => {
      const answer = await setWebhook(bot.id, url);
      if (answer.secret !== null) setSecret(answer.secret);
      setUrl(answer.bot.webhookUrl ?? "");
      await onChanged();
    });
  };
  const confirm = async (what: "renew" | "clear") => {
    const done = await run(async () => {
      if (what === "renew") setSecret((await renewWebhookSecret(bot.id)).secret);
      else {
        await clearWebhook(bot.id);
        setSecret(null);
        setUrl("");
      }
      await onChanged();
    });
    if (done) setAsked(null);
  };

  return (
    <section aria-label={t("of", { name: bot.name })} className="space-y-3">
      <h4 className="text-sm font-medium">{t("title")}</h4>
      <WebhookState bot={bot} />
      {secret ? (
        <SecretValue
          key={secret}
          ref={shown}
          label={t("secret", { name: bot.name })}
          value={secret}
          onDone={() => setSecret(null)}
        />
      ) : null}
      <form noValidate onSubmit={save} className="space-y-2">
        <Field
          label={t("address")}
          hint={t("hint")}
          error={refused ? t("addressError") : undefined}
        >
          {(wiring) => (
            <div className="flex gap-2">
              <Input
                {...wiring}
                ref={field}
                type="url"
                inputMode="url"
                autoComplete="off"
                maxLength={botLimits.urlCharacters}
                placeholder="https://"
                value={url}
                onChange={(event) => setUrl(event.target.value)}
              />
              <Button type="submit" busy={busy && asked === null} className="shrink-0">
                {t("save")}
              </Button>
            </div>
          )}
        </Field>
        {rest === undefined || asked !== null ? null : (
          <Notice tone="danger">{toText(rest)}</Notice>
        )}
      </form>
      {bot.webhookUrl === null ? null : (
        <>
          <div className="flex flex-wrap gap-2">
            <Button size="sm" onClick={() => setAsked("renew")}>
              {t("renew")}
            </Button>
            <Button size="sm" onClick={() => setAsked("clear")}>
              {t("clear")}
            </Button>
          </div>
          <BotDeliveries bot={bot} onSent={onChanged} />
        </>
      )}
      <AlertDialog
        open={asked !== null}
        onOpenChange={(open) => (open ? undefined : setAsked(null))}
        // Without an address there is no button any more that asked.
        onClosed={() =>
          (shown.current ?? (bot.webhookUrl === null ? field.current : null))?.focus()
        }
        title={asked ? t(`${asked}Title`) : ""}
        description={asked ? t(`${asked}Text`) : ""}
        confirmLabel={asked ? t(asked) : ""}
        busy={busy}
        onConfirm={() => (asked ? void confirm(asked) : undefined)}
      >
        {rest === undefined ? null : <Notice tone="danger">{toText(rest)}</Notice>}
      </AlertDialog>
    </section>
  );
}

function WebhookState({ bot }: { bot: Bot }) {
  const t = useTranslations("programs.webhook");
  const format = useFormatter();
  const when = (time: number) => format.dateTime(time, { dateStyle: "medium", timeStyle: "short" });
  if (bot.disabledAt !== null) {
    return <Notice tone="danger">{t("disabled", { when: when(bot.disabledAt) })}</Notice>;
  }
  if (bot.failingSince !== null) {
    return <Notice tone="danger">{t("failing", { when: when(bot.failingSince) })}</Notice>;
  }
  return null;
}
