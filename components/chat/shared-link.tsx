"use client";

import { useFormatter, useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useToast } from "@/components/ui/toast";
import { copyText } from "@/lib/client/copy-text";
import type { CreatedShare } from "@/lib/share/schema";

/** The address of a fresh share, to copy or to open. */
export function SharedLink({ share }: { share: CreatedShare }) {
  const t = useTranslations("chat.share");
  const messages = useTranslations("chat.messages");
  const format = useFormatter();
  const toast = useToast();
  const copy = async () => {
    const copied = await copyText(share.url);
    toast(copied ? { text: messages("copied") } : { text: messages("copyFailed"), tone: "danger" });
  };
  return (
    <Field
      label={t("link")}
      hint={
        <>
          {t("until", { date: format.dateTime(share.expiresAt, { dateStyle: "long" }) })}{" "}
          <a
            href={share.url}
            target="_blank"
            rel="noopener"
            className="text-accent-strong underline"
          >
            {t("openPage")}
          </a>
        </>
      }
    >
      {(wiring) => (
        <div className="flex gap-2">
          <Input
            {...wiring}
            readOnly
            value={share.url}
            onFocus={(event) => event.target.select()}
          />
          <Button onClick={() => void copy()}>{t("copy")}</Button>
        </div>
      )}
    </Field>
  );
}
