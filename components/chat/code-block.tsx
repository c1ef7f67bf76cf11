"use client";

import { useTranslations } from "next-intl";
import { useRef } from "react";
import { useToast } from "@/components/ui/toast";
import { CodeText } from "./mention";

type CodeBlockProps = { language: string | null; text: string };

/** Code as it was written; long lines scroll inside it. */
export function CodeBlock({ language, text }: CodeBlockProps) {
  const t = useTranslations("compose.code");
  const messages = useTranslations("chat.messages");
  const toast = useToast();
  const code = useRef<HTMLElement>(null);
  const copy = async () => {
    const copyText = await import("@/lib/client/copy-text").then(
      (module) => module.copyText,
      () => null,
    );
    const copied = copyText !== null && (await copyText(code.current?.textContent ?? text));
    toast(copied ? { text: messages("copied") } : { text: messages("copyFailed"), tone: "danger" });
  };
  return (
    <div className="overflow-hidden rounded-lg border border-line bg-surface">
      <div className="flex items-center gap-2 border-b border-line pl-3 text-xs text-muted">
        <span className="min-w-0 flex-1 truncate">{language}</span>
        <button
          type="button"
          aria-label={t("copyLabel")}
          onClick={() => void copy()}
          className="min-h-10 px-3 font-medium hover:text-ink hover:underline md:min-h-7"
        >
          {t("copy")}
        </button>
      </div>
      <pre
        role="group"
        aria-label={language === null ? t("label") : t("labelOf", { language })}
        // So that the arrows scroll it.
        tabIndex={0}
        dir="ltr"
        className="max-h-96 overflow-auto p-3 font-mono text-[0.8125rem] leading-5 outline-offset-[-2px]"
      >
        <code ref={code}>
          <CodeText text={text} />
        </code>
      </pre>
    </div>
  );
}
