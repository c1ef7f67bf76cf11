"use client";

import { useState, type FormEvent, type ReactNode } from "react";

type ReportFormProps = {
  action: string;
  texts: { send: string; sent: string; tooMany: string; failed: string; gone: string };
  buttonLook: string;
  /** The fields. */
  children: ReactNode;
};

type State = "open" | "sending" | "sent" | "tooMany" | "failed" | "gone";

/** Sends a report without leaving the page. Without JavaScript it is an ordinary form. */
export function ReportForm({ action, texts, buttonLook, children }: ReportFormProps) {
  const [state, setState] = useState<State>("open");
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (state === "sending") return;
    const report = Object.fromEntries(new FormData(event.currentTarget));
    setState("sending");
    setState(await send(action, report));
  };
  if (state === "sent") {
    return (
      // The form, and the focus in it, are gone.
      <p role="status" tabIndex={-1} ref={(thanks) => thanks?.focus()} className="text-ink">
        {texts.sent}
      </p>
    );
  }
  const isSending = state === "sending";
  const failure = state === "open" || isSending ? null : texts[state];
  return (
    <form method="post" action={action} onSubmit={submit} className="grid gap-4">
      {children}
      <p role="alert" className="text-danger empty:hidden">
        {failure}
      </p>
      <button type="submit" aria-busy={isSending || undefined} className={buttonLook}>
        {texts.send}
      </button>
    </form>
  );
}

const longestMs = 15_000;

async function send(url: string, report: unknown): Promise<State> {
  try {
    const { status } = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(report),
      signal: AbortSignal.timeout(longestMs),
    });
    if (status === 429) return "tooMany";
    if (status === 404 || status === 410) return "gone";
    return status < 300 ? "sent" : "failed";
  } catch {
    // No network, or no answer in time.
    return "failed";
  }
}
