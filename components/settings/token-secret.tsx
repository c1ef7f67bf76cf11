"use client";

import { Check, Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId, useState, type RefObject } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { copyText } from "@/lib/client/copy-text";
import type { CreatedToken } from "@/lib/token/schema";

type TokenSecretProps = {
  created: CreatedToken;
  fieldRef: RefObject<HTMLInputElement | null>;
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
        <div className="flex flex-wrap gap-2">
          <Input
            ref={fieldRef}
            id={id}
            readOnly
            value={created.secret}
            aria-describedby={`${id}-warning`}
            spellCheck={false}
            className="min-w-0 flex-1 basis-48 font-mono"
            onFocus={(event) => event.target.select()}
          />
          <Button variant="primary" className="h-10" onClick={() => void copy()}>
            {copied === "yes" ? <Check aria-hidden size={16} /> : <Copy aria-hidden size={16} />}
            {t(copied === "yes" ? "copied" : "copy")}
          </Button>
        </div>
      </div>
      <p id={`${id}-warning`} className="text-sm">
        {t("secretWarning")}
      </p>
      <p role="status" className="text-sm empty:hidden">
        {copied === "failed" ? t("copyFailed") : null}
      </p>
      <Button size="sm" onClick={onDone}>
        {t("done")}
      </Button>
    </div>
  );
}
