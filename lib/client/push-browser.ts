import * as z from "zod/mini";
import { fetchJson } from "../http/fetcher";
import { pushKeySchema, type PushPayload } from "../notify/schema";
import { PlazaError } from "../http/problem";
import { haveEndedFor, notePushesOff, notePushesOn } from "./push-memory";

/** This browser's side of Web Push. Nothing here asks for permission but `turnOnPushes`, after a press. */

export type PushOwner = { userId: string; locale: PushPayload["locale"] };

/** `blocked`: somebody said no, and only the browser's own settings can take that back. */
export type BrowserPush =
  { kind: "unsupported"; needsInstall: boolean } | { kind: "blocked" } | Subscribed;
/** `endpointHash`: null while it takes no pushes; else how the server's list names it. */
type Subscribed = { kind: "able"; endpointHash: string | null };

/** Registering a service worker for the first time fetches it. */
const workerMs = 15_000;
const subscriptionsUrl = "/api/push/subscriptions";

export async function readBrowserPush(): Promise<BrowserPush> {
  if (!("serviceWorker" in navigator && "PushManager" in window && "Notification" in window)) {
    return { kind: "unsupported", needsInstall: isUninstalledOnApple() };
  }
  if (Notification.permission === "denied") return { kind: "blocked" };
  const subscription = await findSubscription();
  const isOn = subscription && Notification.permission === "granted";
  return { kind: "able", endpointHash: isOn ? await hashText(subscription.endpoint) : null };
}

/**
 * Asks for permission, subscribes and tells the server. False when the person does not want to. To be called in a press:
 * browsers ignore the question otherwise. Throws when the push service or the server does not answer.
 */
export async function turnOnPushes({ userId, locale }: PushOwner): Promise<boolean> {
  const { key } = await fetchJson("/api/push/key", pushKeySchema);
  if (key === null) throw new PlazaError("unavailable");
  if ((await Notification.requestPermission()) !== "granted") return false;
  await navigator.serviceWorker.register("/sw.js");
  const { pushManager } = await withinMs(workerMs, navigator.serviceWorker.ready);
  const options = { userVisibleOnly: true, applicationServerKey: key };
  // One for other keys stands in the way, as when the installation has changed them.
  const subscription = await pushManager.subscribe(options).catch(async () => {
    await (await pushManager.getSubscription())?.unsubscribe();
    return pushManager.subscribe(options);
  });
  const { endpoint, keys } = subscription.toJSON();
  await fetchJson(subscriptionsUrl, z.unknown(), {
    method: "PUT",
    json: { endpoint, keys, locale },
  });
  notePushesOn(userId);
  return true;
}

/**
 * Turns them on again for somebody who had them here until the session ended. Asks nothing: without the browser's
 * permission they stay off. Throws as `turnOnPushes`; the next page tries again.
 */
export async function restorePushes(owner: PushOwner): Promise<void> {
  if (!haveEndedFor(owner.userId)) return;
  const here = await readBrowserPush();
  if (here.kind === "able" && Notification.permission === "granted") await turnOnPushes(owner);
}

/** Ends pushes to a browser of the list; `isHere` when it is this one. Repeating it does no harm. */
export async function turnOffPushes(id: string, isHere: boolean): Promise<void> {
  await fetchJson(`${subscriptionsUrl}?id=${encodeURIComponent(id)}`, z.undefined(), {
    method: "DELETE",
  });
  if (!isHere) return;
  notePushesOff();
  await (await findSubscription())?.unsubscribe();
}

async function findSubscription(): Promise<PushSubscription | null> {
  const registration = await navigator.serviceWorker.getRegistration();
  return (await registration?.pushManager.getSubscription()) ?? null;
}

/** iPhones and iPads take pushes for apps on the home screen only. */
function isUninstalledOnApple(): boolean {
  const isApple =
    /iPhone|iPad|iPod/.test(navigator.userAgent) ||
    (navigator.userAgent.includes("Macintosh") && navigator.maxTouchPoints > 1);
  return isApple && !matchMedia("(display-mode: standalone)").matches;
}

async function hashText(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function withinMs<T>(limitMs: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("The service worker is not ready")), limitMs);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
