"use client";

import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import useSWR from "swr";
import { z } from "zod";
import { useAction } from "@/components/chat/use-action";
import { useProblemText } from "@/components/chat/use-problem-text";
import { CreateTokenDialog } from "@/components/settings/create-token-dialog";
import { TokenRow } from "@/components/settings/token-row";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import type { Bot } from "@/lib/bot/schema";
import { fetchJson } from "@/lib/http/fetcher";
import { botScopes, tokenListSchema, type ApiToken, type CreatedToken } from "@/lib/token/schema";
import { toBotTokensUrl } from "./api";
import { SecretValue } from "./secret-value";

/** The tokens by which a bot acts. */
export function BotTokens({ bot }: { bot: Bot }) {
  const t = useTranslations("programs.bots");
  const settings = useTranslations("settings.tokens");
  const toText = useProblemText();
  const url = toBotTokensUrl(bot.id);
  const { data, error, mutate } = useSWR(url, (path: string) => fetchJson(path, tokenListSchema));
  const [creating, setCreating] = useState(false);
  const [created, setCreated] = useState<CreatedToken | null>(null);
  const [revoking, setRevoking] = useState<ApiToken | null>(null);
  const createButton = useRef<HTMLButtonElement>(null);
  const secret = useRef<HTMLDivElement>(null);
  const { busy, failure, run } = useAction();

  const revoke = async (token: ApiToken) => {
    const done = await run(async () => {
      const path = `/api/me/tokens/${encodeURIComponent(token.id)}`;
      await fetchJson(path, z.undefined(), { method: "DELETE" });
      await mutate();
    });
    if (!done) return;
    setRevoking(null);
    if (created?.token.id === token.id) setCreated(null);
  };

  return (
    <section aria-label={t("tokensOf", { name: bot.name })} className="space-y-3">
      <h4 className="text-sm font-medium">{t("tokens")}</h4>
      {created ? (
        <SecretValue
          key={created.token.id}
          ref={secret}
          label={settings("secretLabel", { name: created.token.name })}
          value={created.secret}
          example={toExample(window.location.origin, bot.rooms[0]?.id, t("exampleText"))}
          onDone={() => {
            setCreated(null);
            createButton.current?.focus();
          }}
        />
      ) : null}
      {data === undefined && error === undefined ? <Skeleton className="h-10 w-full" /> : null}
      {data === undefined && error !== undefined ? (
        <Notice tone="danger">{settings("failed")}</Notice>
      ) : null}
      {data?.tokens.length === 0 ? <p className="text-sm text-muted">{t("noTokens")}</p> : null}
      {data && data.tokens.length > 0 ? (
        <ul className="divide-y divide-line rounded-xl border border-line">
          {data.tokens.map((token) => (
            <TokenRow key={token.id} token={token} onRevoke={() => setRevoking(token)} />
          ))}
        </ul>
      ) : null}
      <Button
        ref={createButton}
        size="sm"
        aria-label={t("newTokenFor", { name: bot.name })}
        onClick={() => setCreating(true)}
      >
        {settings("create")}
      </Button>
      <CreateTokenDialog
        path={url}
        scopes={botScopes}
        open={creating}
        onOpenChange={setCreating}
        onCreated={(made) => {
          setCreated(made);
          setCreating(false);
          void mutate();
        }}
        onClosed={() => secret.current?.focus()}
      />
      <AlertDialog
        open={revoking !== null}
        onOpenChange={(open) => (open ? undefined : setRevoking(null))}
        fallback={() => createButton.current}
        title={settings("revokeTitle", { name: revoking?.name ?? "" })}
        description={settings("revokeText")}
        confirmLabel={settings("revoke")}
        busy={busy}
        onConfirm={() => (revoking ? void revoke(revoking) : undefined)}
      >
        {failure === undefined ? null : <Notice tone="danger">{toText(failure)}</Notice>}
      </AlertDialog>
    </section>
  );
}

function toExample(origin: string, roomId: string | undefined, text: string): string {
  const body = JSON.stringify({ clientId: "greeting-1", body: text });
  return [
    `curl -X POST -H "Authorization: Bearer $PLAZA_TOKEN" -H 'Content-Type: application/json'`,
    `-d '${body}' ${origin}/api/chat/rooms/${roomId ?? "ROOM"}/messages`,
  ].join(" ");
}
