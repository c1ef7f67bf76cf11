"use client";

import { clsx } from "clsx";
import { useEffect, useState, type ReactNode } from "react";
import { copyText } from "@/lib/client/copy-text";

type CopyButtonProps = {
  text: string;
  /** `share` is what it says where a touch opens the device's own sheet. */
  texts: { copy: string; copied: string; failed: string; share?: string };
  icon: ReactNode;
  className: string;
};

type State = "idle" | "copied" | "failed";

const shownMs = 2_500;

/** Copies a text and says so; an address goes to the sheet for sharing where people touch and there is one. */
export function CopyButton({ text, texts, icon, className }: CopyButtonProps) {
  const [state, setState] = useState<State>("idle");
  useEffect(() => {
    if (state === "idle") return;
    const timer = setTimeout(() => setState("idle"), shownMs);
    return () => clearTimeout(timer);
  }, [state]);

  const press = async () => {
    if (texts.share && (await shareLink(text))) return;
    setState((await copyText(text)) ? "copied" : "failed");
  };
  const answer = state === "failed" ? texts.failed : texts.copied;
  return (
    <>
      <button type="button" onClick={press} className={className}>
        {/* All texts share a cell, so that the button keeps its width. */}
        <span className="grid justify-items-center *:[grid-area:1/1]">
          <span className={clsx("flex items-center gap-2", state !== "idle" && "invisible")}>
            {icon}
            {texts.share ? (
              <>
                <span className="pointer-coarse:hidden">{texts.copy}</span>
                <span className="hidden pointer-coarse:inline">{texts.share}</span>
              </>
            ) : (
              texts.copy
            )}
          </span>
          <span className="invisible">{texts.copied}</span>
          {state === "idle" ? null : <span>{answer}</span>}
        </span>
      </button>
      <span role="status" className="sr-only">
        {state === "idle" ? "" : answer}
      </span>
    </>
  );
}

/** True when the device's sheet took the link, or the person closed it again. */
async function shareLink(url: string): Promise<boolean> {
  if (!("share" in navigator) || !matchMedia("(pointer: coarse)").matches) return false;
  try {
    await navigator.share({ url });
    return true;
  } catch (error) {
    return error instanceof DOMException && error.name === "AbortError";
  }
}
