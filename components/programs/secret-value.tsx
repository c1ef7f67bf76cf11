"use client";

import { Check, Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import {
  useEffect,
  useId,
  useImperativeHandle,
  useRef,
  useState,
  type FocusEvent,
  type Ref,
} from "react";
import { Button } from "@/components/ui/button";
import { copyText } from "@/lib/client/copy-text";

type SecretValueProps = {
  label: string;
  value: string;
  /** A call that shows how it is used; copied on its own. */
  example?: string;
  onDone: () => void;
  /** To give it the focus again, after a dialog that held it. */
  ref?: Ref<HTMLDivElement | null>;
};

/** The only time that anybody sees a secret: it takes the focus, stays until it is put away, and gives the focus back. */
export function SecretValue({ label, value, example, onDone, ref }: SecretValueProps) {
  const t = useTranslations("programs.secret");
  const frame = useRef<HTMLDivElement>(null);
  const before = useRef<EventTarget | null>(null);
  useImperativeHandle<HTMLDivElement | null, HTMLDivElement | null>(ref, () => frame.current);
  useEffect(() => frame.current?.focus(), []);
  const rememberWho = ({ currentTarget, relatedTarget }: FocusEvent<HTMLElement, Element>) => {
    if (relatedTarget && !currentTarget.contains(relatedTarget)) before.current = relatedTarget;
  };
  const putAway = () => {
    if (before.current instanceof HTMLElement) before.current.focus();
    onDone();
  };
  return (
    <div
      ref={frame}
      role="group"
      aria-label={label}
      tabIndex={-1}
      onFocus={rememberWho}
      className="space-y-3 rounded-xl border border-accent bg-accent-soft p-4 outline-none focus-visible:ring-2 focus-visible:ring-accent"
    >
      <Copyable label={label} value={value} />
      <p className="text-sm">{t("warning")}</p>
      {example ? <Copyable label={t("example")} value={example} /> : null}
      <Button onClick={putAway}>{t("done")}</Button>
    </div>
  );
}

function Copyable({ label, value }: { label: string; value: string }) {
  const t = useTranslations("programs.secret");
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const [copied, setCopied] = useState<"no" | "yes" | "failed">("no");
  const copy = async () => {
    const done = await copyText(value);
    setCopied(done ? "yes" : "failed");
    if (!done) field.current?.select();
  };
  return (
    <div className="space-y-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <textarea
        ref={field}
        id={id}
        readOnly
        rows={2}
        value={value}
        spellCheck={false}
        onFocus={(event) => event.target.select()}
        className="block field-sizing-content w-full resize-none rounded-lg border border-line-strong bg-raised px-3 py-2 font-mono text-base break-all text-ink md:text-sm"
      />
      <div className="flex flex-wrap items-center gap-2">
        <Button size="sm" aria-label={t("copyNamed", { label })} onClick={() => void copy()}>
          {copied === "yes" ? <Check aria-hidden size={16} /> : <Copy aria-hidden size={16} />}
          {t(copied === "yes" ? "copied" : "copy")}
        </Button>
        <span role="status" className="text-sm">
          {copied === "failed" ? t("copyFailed") : null}
        </span>
      </div>
    </div>
  );
}
