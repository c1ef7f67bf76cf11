"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import {
  toAttempt,
  toShareBody,
  type Attempt,
  type ShareDraft,
  type SharePictures,
} from "@/lib/client/share-draft";
import { upload } from "@/lib/client/upload";
import { PlazaError } from "@/lib/http/problem";
import { createdShareSchema, type CreatedShare } from "@/lib/share/schema";

export type SendingState =
  | { state: "idle" }
  /** `part` of the body has left, between 0 and 1. */
  | { state: "sending"; part: number }
  | { state: "failed"; failure: unknown }
  | { state: "done"; share: CreatedShare };

export type Sending = {
  sending: SendingState;
  /** Ignored while something is under way. */
  send: (draft: ShareDraft, pictures: SharePictures) => Promise<void>;
  cancel: () => void;
  reset: () => void;
};

/**
 * Sends a share as `userId`, one at a time. The same content again, after a failure or a cancel, goes under the same
 * `clientId`: it can never become two shares.
 */
export function useSending(userId: string): Sending {
  const [sending, setSending] = useState<SendingState>({ state: "idle" });
  const attempt = useRef<Attempt | null>(null);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  const send = useCallback(
    async (draft: ShareDraft, pictures: SharePictures) => {
      if (running.current) return;
      const stop = new AbortController();
      running.current = stop;
      attempt.current = toAttempt(attempt.current, draft, pictures, newClientId);
      const body = toShareBody(draft, pictures, attempt.current.clientId);
      setSending({ state: "sending", part: 0 });
      try {
        const share = await upload("/api/share", createdShareSchema, {
          body,
          asUser: userId,
          signal: stop.signal,
          onProgress: (part) => {
            if (!stop.signal.aborted) setSending({ state: "sending", part });
          },
        });
        attempt.current = null;
        setSending({ state: "done", share });
      } catch (failure) {
        // What this attempt had made was removed meanwhile: the next one makes another.
        if (failure instanceof PlazaError && failure.code === "gone") attempt.current = null;
        setSending(stop.signal.aborted ? { state: "idle" } : { state: "failed", failure });
      } finally {
        running.current = null;
      }
    },
    [userId],
  );

  return {
    sending,
    send,
    cancel: useCallback(() => running.current?.abort(), []),
    reset: useCallback(() => setSending({ state: "idle" }), []),
  };
}

/** 128 random bits. `crypto.randomUUID` is missing where a page came over plain HTTP. */
function newClientId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return `share-${[...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}
