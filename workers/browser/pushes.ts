import { pushPayloadSchema, type PushPayload } from "../../lib/notify/schema";

/** Shows pushes while nobody looks at Plaza here, and leads to what they tell of. */

declare const self: ServiceWorkerGlobalScope;

/** What a notification remembers of its push; `count`: how many messages it stands for. */
type Shown = { id: string; seq: number; url: string; count: number };

/** With what the types leave out: https://notifications.spec.whatwg.org/#dictdef-notificationoptions */
type Options = NotificationOptions & { renotify: boolean; timestamp: number };

/** Shows what a push says. A room has one notification, which its latest message rings again; a repeat does not. */
export async function showPush(text: string | undefined): Promise<void> {
  const payload = parsePayload(text);
  // Browsers want every push to show: one that says nothing is still one that came.
  if (!payload) return self.registration.showNotification("Plaza", { icon: "/icon.svg" });
  const before = await findShown(payload.tag);
  const isRepeat = before !== null && before.seq >= payload.seq;
  if (await isWatched()) return showUnheard(payload, before);
  if (isRepeat && before.seq > payload.seq) return;
  const count = isRepeat ? before.count : (before?.count ?? 0) + 1;
  const options: Options = {
    ...toOptions(payload, count),
    renotify: !isRepeat,
    silent: isRepeat,
  };
  await self.registration.showNotification(toTitle(payload, count), options);
}

function toTitle({ title }: PushPayload, count: number): string {
  return count > 1 ? `${title} (${count})` : title;
}

function toOptions({ tag, id, seq, body, url, icon, locale, at }: PushPayload, count: number) {
  const data: Shown = { id, seq, url, count };
  return { tag, body, icon: icon ?? "/icon.svg", lang: locale, timestamp: at, data };
}

/** Somebody looks at Plaza right here, where the page tells them itself. */
async function isWatched(): Promise<boolean> {
  const pages = await listPages();
  return pages.some(({ visibilityState }) => visibilityState === "visible");
}

/** Only some browsers let a push pass unshown while a page is visible; for the others it comes and goes without a sound. */
async function showUnheard(payload: PushPayload, before: Shown | null): Promise<void> {
  if (payload.roomId !== null && "userAgentData" in navigator) return;
  const count = before?.count ?? 1;
  const options = { ...toOptions(payload, count), silent: true };
  await self.registration.showNotification(toTitle(payload, count), options);
  // What somebody asked for themselves stays to be seen.
  if (payload.roomId === null) return;
  for (const shown of await self.registration.getNotifications({ tag: payload.tag })) shown.close();
}

/** Goes to what a notification tells of: in a page that is open, else in a new one. */
export async function openPush(notification: Notification): Promise<void> {
  notification.close();
  const url = readShown(notification)?.url ?? "/chat";
  const pages = await listPages();
  const page = pages.find(({ url: at }) => new URL(at).pathname.startsWith("/chat")) ?? pages[0];
  if (!page) {
    await self.clients.openWindow(url);
    return;
  }
  const focused = await page.focus().catch(() => page);
  if (await goWithin(focused, url)) return;
  // Pages that this worker does not control cannot be led.
  await focused.navigate(url).catch(() => self.clients.openWindow(url));
}

/** Asks the page to go there without loading anew; false when it does not answer: it is none of the chat, or asleep. */
function goWithin(page: WindowClient, url: string): Promise<boolean> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), 1_000);
    port1.onmessage = () => {
      clearTimeout(timer);
      resolve(true);
    };
    page.postMessage({ type: "open", url }, [port2]);
  });
}

/** The browser has changed its subscription by itself: the server learns the new one. */
export async function renewSubscription({
  oldSubscription,
  newSubscription,
}: PushSubscriptionChangeEvent): Promise<void> {
  const applicationServerKey = oldSubscription?.options.applicationServerKey;
  if (!newSubscription && !applicationServerKey) return;
  const subscription =
    newSubscription ??
    (await self.registration.pushManager.subscribe({
      userVisibleOnly: true,
      applicationServerKey,
    }));
  const { endpoint, keys } = subscription.toJSON();
  await fetch("/api/push/subscriptions", {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ endpoint, keys }),
  });
}

async function findShown(tag: string): Promise<Shown | null> {
  const [notification] = await self.registration.getNotifications({ tag });
  return notification ? readShown(notification) : null;
}

function readShown(notification: Notification): Shown | null {
  // Only this worker writes it.
  return (notification.data as Shown | null) ?? null;
}

function listPages(): Promise<readonly WindowClient[]> {
  return self.clients.matchAll({ type: "window", includeUncontrolled: true });
}

function parsePayload(text: string | undefined): PushPayload | null {
  try {
    return pushPayloadSchema.parse(JSON.parse(text ?? ""));
  } catch {
    return null;
  }
}
