"use client";

import { Check, Copy, ExternalLink } from "lucide-react";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { useId, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { copyText } from "@/lib/client/copy-text";
import type { DashboardLink } from "@/lib/dashboard/schema";
import { toPublicUrl } from "./link-calls";

/** A link that was just made, to be taken along. */
export function LinkMade({ link }: { link: DashboardLink }) {
  const t = useTranslations("links.share");
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState<"no" | "yes" | "failed">("no");
  const url = toPublicUrl(link);

  const copy = async () => {
    const done = await copyText(url);
    setCopied(done ? "yes" : "failed");
    if (!done) field.current?.select();
  };

  return (
    <div className="space-y-3">
      <div className="space-y-1.5">
        <Label htmlFor={id}>{t("link", { name: link.name })}</Label>
        <Input
          ref={field}
          id={id}
          readOnly
          autoFocus
          value={url}
          className="font-mono"
          onFocus={(event) => event.target.select()}
        />
      </div>
      <p role="status" className="text-sm text-muted empty:hidden">
        {copied === "no" ? null : t(copied === "yes" ? "copied" : "copyFailed")}
      </p>
      <div className="flex flex-wrap items-center gap-2">
        <Button onClick={() => void copy()}>
          {copied === "yes" ? <Check aria-hidden size={16} /> : <Copy aria-hidden size={16} />}
          {t("copy")}
        </Button>
        <Button asChild variant="ghost">
          <a href={url} target="_blank" rel="noreferrer">
            <ExternalLink aria-hidden size={16} />
            {t("open")}
          </a>
        </Button>
        <Button asChild variant="ghost">
          <Link href="/admin/links">{t("manage")}</Link>
        </Button>
      </div>
    </div>
  );
}
