"use client";

import { useFormatter, useNow, useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import type { ApiToken } from "@/lib/token/schema";

type TokenRowProps = { token: ApiToken; onRevoke: () => void };

/** A token in the list: what it is called and may do, when it was used, when it ends. */
export function TokenRow({ token, onRevoke }: TokenRowProps) {
  const t = useTranslations("settings.tokens");
  const format = useFormatter();
  const now = useNow({ updateInterval: 60_000 });
  const { name, hint, scopes, createdAt, lastUsedAt, expiresAt } = token;
  const isExpired = expiresAt !== null && expiresAt <= now.getTime();
  const day = (time: number) => format.dateTime(time, { dateStyle: "medium" });

  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-1 basis-52 space-y-0.5">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm font-medium">
          <span className="min-w-0 break-words">{name}</span>
          {isExpired ? <Badge tone="warn">{t("expired")}</Badge> : null}
        </p>
        <p className="text-sm text-muted">
          <code className="font-mono">plz_…{hint}</code>
          {" · "}
          {format.list(
            scopes.map((scope) => t(`scopes.${scope}.short`)),
            { type: "conjunction" },
          )}
        </p>
        <p className="text-sm text-muted">
          {lastUsedAt === null
            ? t("neverUsed")
            : t("lastUsed", {
                when: format.relativeTime(Math.min(lastUsedAt, now.getTime()), now),
              })}
        </p>
        <p className="text-sm text-muted">
          {t("made", { date: day(createdAt) })}
          {" · "}
          {expiresAt === null
            ? t("neverExpires")
            : t(isExpired ? "expiredOn" : "expiresOn", { date: day(expiresAt) })}
        </p>
      </div>
      <Button size="sm" aria-label={t("revokeNamed", { name })} onClick={onRevoke}>
        {t("revoke")}
      </Button>
    </li>
  );
}
