"use client";

import { KeyRound, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { z } from "zod";
import { FailureNotice } from "@/components/auth/failure-notice";
import { useAction } from "@/components/chat/use-action";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { fetchJson } from "@/lib/http/fetcher";
import type { ApiToken, CreatedToken } from "@/lib/token/schema";
import { CreateTokenDialog } from "./create-token-dialog";
import { Section } from "./section";
import { TokenRow } from "./token-row";
import { TokenSecret } from "./token-secret";
import { useTokens } from "./use-tokens";

/** Tokens by which programs act for me. A new one's secret stays in the page until it is put away. */
export function TokensSection() {
  const t = useTranslations("settings.tokens");
  const { tokens, failed, reload } = useTokens();
  const [creating, setCreating] = useState(false);
  const [created, setCreated] = useState<CreatedToken | null>(null);
  const [revoking, setRevoking] = useState<ApiToken | null>(null);
  const { busy, failure, run } = useAction();
  const createButton = useRef<HTMLButtonElement>(null);
  const secretField = useRef<HTMLTextAreaElement>(null);

  const revoke = (token: ApiToken) =>
    void run(async () => {
      const path = `/api/me/tokens/${encodeURIComponent(token.id)}`;
      await fetchJson(path, z.undefined(), { method: "DELETE" });
      await reload();
      setRevoking(null);
      if (created?.token.id === token.id) setCreated(null);
    });

  return (
    <Section title={t("title")} lead={t("lead")}>
      {created ? (
        <TokenSecret
          created={created}
          fieldRef={secretField}
          onDone={() => {
            setCreated(null);
            createButton.current?.focus();
          }}
        />
      ) : null}
      {failed && !tokens ? (
        <Notice tone="danger">
          <p>{t("failed")}</p>
          <Button size="sm" className="mt-2" onClick={() => void reload()}>
            {t("retry")}
          </Button>
        </Notice>
      ) : null}
      {tokens === null && !failed ? <Skeleton className="h-24 w-full" /> : null}
      {tokens?.length === 0 ? (
        <p className="flex items-center gap-3 rounded-xl border border-dashed border-line px-4 py-4 text-sm text-muted">
          <KeyRound aria-hidden size={18} className="shrink-0" />
          {t("empty")}
        </p>
      ) : null}
      {tokens && tokens.length > 0 ? (
        <ul className="divide-y divide-line rounded-xl border border-line">
          {tokens.map((token) => (
            <TokenRow key={token.id} token={token} onRevoke={() => setRevoking(token)} />
          ))}
        </ul>
      ) : null}
      <Button ref={createButton} onClick={() => setCreating(true)}>
        <Plus aria-hidden size={16} />
        {t("create")}
      </Button>
      <p className="text-sm text-muted">
        {t.rich("reference", {
          link: (text) => (
            <a href="/openapi.json" className="text-accent-strong underline">
              {text}
            </a>
          ),
        })}
      </p>
      <CreateTokenDialog
        open={creating}
        onOpenChange={setCreating}
        onCreated={(made) => {
          setCreated(made);
          setCreating(false);
          void reload();
        }}
        onClosed={() => (secretField.current ?? createButton.current)?.focus()}
      />
      <AlertDialog
        open={revoking !== null}
        onOpenChange={(open) => {
          if (!open) setRevoking(null);
        }}
        fallback={() => createButton.current}
        title={t("revokeTitle", { name: revoking?.name ?? "" })}
        description={t("revokeText")}
        confirmLabel={t("revoke")}
        onConfirm={() => revoking && revoke(revoking)}
        busy={busy}
      >
        {failure ? <FailureNotice failure={failure} /> : null}
      </AlertDialog>
    </Section>
  );
}
