import { answerAsset, isAsset, tidyAssets } from "./assets";
import { answerPage } from "./pages";
import { openPush, renewSubscription, showPush } from "./pushes";
import { toPageKey } from "../../lib/client/kept-pages";

/**
 * The service worker of the chat: what was built is answered from the browser's own store, and the chat's pages are
 * too when the network does not answer. Everything else, above all `/api`, passes by untouched.
 */
declare const self: ServiceWorkerGlobalScope;

// It knows nothing of any build, so a new one may take over under pages that are open.
self.addEventListener("install", (event) => event.waitUntil(self.skipWaiting()));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== self.location.origin) return;
  if (mode === "navigate") {
    const key = toPageKey(pathname);
    if (key) event.respondWith(answerPage(event, key));
  } else if (isAsset(pathname)) event.respondWith(answerAsset(event));
});

/** A page has kept what it needs: time to look at how much there is. */
self.addEventListener("message", (event) => {
  if (event.data === "tidy") event.waitUntil(tidyAssets(self.clients));
});

self.addEventListener("push", (event) => event.waitUntil(showPush(event.data?.text())));
self.addEventListener("notificationclick", (event) => {
  event.waitUntil(openPush(event.notification));
});
self.addEventListener("pushsubscriptionchange", (event) => {
  event.waitUntil(renewSubscription(event));
});
