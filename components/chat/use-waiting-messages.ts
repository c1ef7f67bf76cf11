"use client";

import { useEffect } from "react";
import { getBrowserEffects } from "@/lib/sync/browser-effects";
import { sendWhatWaits } from "@/lib/sync/senders";

/** Sends what I left in any room when the network or the browser was gone, for as long as the chat is open. */
export function useWaitingMessages(userId: string): void {
  useEffect(() => sendWhatWaits(getBrowserEffects(), userId), [userId]);
}
