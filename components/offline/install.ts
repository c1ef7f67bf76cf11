"use client";

import { useSyncExternalStore } from "react";

/** Chromium's, and in no specification yet: https://developer.mozilla.org/docs/Web/API/BeforeInstallPromptEvent */
type InstallEvent = Event & { prompt(): Promise<unknown> };

let offer: InstallEvent | null = null;
const listeners = new Set<() => void>();

function change(next: InstallEvent | null): void {
  offer = next;
  for (const listener of listeners) listener();
}

const isInstallEvent = (event: Event): event is InstallEvent => "prompt" in event;

/** Keeps the browser's offer to install Plaza until somebody asks for it; ends when the returned function is called. */
export function watchInstall(): () => void {
  const controller = new AbortController();
  const { signal } = controller;
  const onOffer = (event: Event) => {
    if (!isInstallEvent(event)) return;
    // Otherwise it shows its own bar over the chat.
    event.preventDefault();
    change(event);
  };
  window.addEventListener("beforeinstallprompt", onOffer, { signal });
  window.addEventListener("appinstalled", () => change(null), { signal });
  return () => controller.abort();
}

/** Asks the browser to install Plaza; `null` while it does not offer that. An offer can be taken up once. */
export function useInstall(): (() => void) | null {
  const current = useSyncExternalStore(
    subscribe,
    () => offer,
    () => null,
  );
  if (!current) return null;
  return () => {
    change(null);
    // A refusal needs no word.
    current.prompt().catch(() => undefined);
  };
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
