"use client";

import { clsx } from "clsx";
import { Check, Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId, useState, type RefObject } from "react";
import { Button } from "@/components/ui/button";
import { controlLook } from "@/components/ui/control";
import { Label } from "@/components/ui/label";
import { copyText } from "@/lib/client/copy-text";
import type { CreatedToken } from "@/lib/token/schema";

type TokenSecretProps = {
  created: CreatedToken;
  fieldRef: RefObject<HTMLTextAreaElement | null>;
  onDone: () => void;
};

/** The only time that anybody sees a token. */
export function TokenSecret({ created, fieldRef, onDone }: TokenSecretProps) {
  const t = useTranslations("settings.tokens");
  const id = useId();
  const [copied, setCopied] = useState<"no" | "yes" | "failed">("no");

  const copy = async () => {
    const done = await copyText(created.secret);
    setCopied(done ? "yes" : "failed");
    if (!done) fieldRef.current?.select();
  };

  return (
    <div className="space-y-3 rounded-xl border border-accent bg-accent-soft p-4">
      <div className="space-y-1.5">
        <Label htmlFor={id}>{t("secretLabel", { name: created.token.name })}</Label>
        <textarea
          ref={fieldRef}
          id={id}
          readOnly
          rows={2}
          value={created.secret}
          aria-describedby={`${id}-warning`}
          spellCheck={false}
          className={clsx(
            controlLook,
            "block field-sizing-content resize-none py-2 font-mono text-base break-all md:text-sm",
          )}
          onFocus={(event) => event.target.select()}
        />
      </div>
      <p id={`${id}-warning`} className="text-sm">
        {t("secretWarning")}
      </p>
      <p role="status" className="text-sm empty:hidden">
        {copied === "failed" ? t("copyFailed") : null}
      </p>
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" onClick={() => void copy()}>
          {copied === "yes" ? <Check aria-hidden size={16} /> : <Copy aria-hidden size={16} />}
          {t(copied === "yes" ? "copied" : "copy")}
        </Button>
        <Button onClick={onDone}>{t("done")}</Button>
      </div>
    </div>
  );
}
