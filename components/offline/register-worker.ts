import { restorePushes } from "@/lib/client/push-browser";
import { keepAssets, keepPage } from "@/lib/client/kept-pages";

const chinese = ["zh-Hans", "zh-Hant"] as const;

/**
 * Registers the service worker, and keeps the chat's pages with all that this page has loaded, so that the chat opens
 * without a network; then brings notifications back that ended with a session. What cannot be kept is tried again by the next page.
 */
export async function registerWorker(userId: string, roomId: string | null): Promise<void> {
  const worker = await register();
  if (!worker) return;
  const mark = encodeURIComponent([findBuild(), userId, ...listPreferences()].join(" "));
  try {
    await keepAssets(listLoaded());
    await keepPage("/chat", userId, mark);
    // Which room does not matter: all are the same document.
    await keepPage(`/chat/${roomId ?? "any"}`, userId, mark);
  } catch {
    // No network, no room, or a deploy between the page and its parts.
  }
  worker.active?.postMessage("tidy");
  await restorePushes({ userId, locale: findLocale() }).catch(() => undefined);
}

/** Null where there are no workers, or where they are not wanted. */
async function register(): Promise<ServiceWorkerRegistration | null> {
  // Missing where a page came over plain HTTP.
  if (!("serviceWorker" in navigator)) return null;
  try {
    await navigator.serviceWorker.register("/sw.js");
    return (await navigator.serviceWorker.getRegistration()) ?? null;
  } catch {
    return null;
  }
}

function findLocale() {
  return chinese.find((locale) => locale === document.documentElement.lang) ?? "en";
}

/** The runtime names all other files of a build, so its name is the build's. */
function findBuild(): string {
  const runtime = document.querySelector<HTMLScriptElement>('script[src*="/chunks/webpack"]');
  return runtime ? new URL(runtime.src).pathname : "";
}

/** Language, theme and clock, which a page is drawn with. */
function listPreferences(): string[] {
  const chosen = document.cookie.split("; ").filter((pair) => pair.startsWith("plaza."));
  return [document.documentElement.lang, ...chosen.sort()];
}

/** Everything of the build that was fetched so far, on demand too. */
function listLoaded(): string[] {
  const urls = performance.getEntriesByType("resource").map(({ name }) => new URL(name));
  const own = urls.filter(
    ({ origin, pathname }) =>
      origin === location.origin &&
      pathname.startsWith("/_next/static/") &&
      !pathname.includes("hot-update"),
  );
  return [...new Set(own.map(({ pathname, search }) => pathname + search))];
}
