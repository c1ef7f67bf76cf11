import { fetchJson } from "../http/fetcher";
import { standForLock } from "./browser-candidate";
import { createBrowserVault } from "./browser-vault";
import type { Cancel, Channel, Effects, SocketLike, SocketListener, Wake } from "./effects";
import type { OutgoingFile } from "./types";
import type { KeptFile } from "./vault";

/** How long an opening socket that nobody wants may go on. */
const longestOpeningMs = 10_000;

let effects: Effects | undefined;

/** The browser itself; one object, so that what is kept by effects is shared by the page. */
export function getBrowserEffects(): Effects {
  effects ??= createBrowserEffects();
  return effects;
}

function createBrowserEffects(): Effects {
  return {
    fetchJson,
    openSocket,
    now: () => Date.now(),
    random: () => Math.random(),
    newId,
    after(ms, run) {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    isVisible: () => document.visibilityState === "visible",
    onWake,
    vault: createBrowserVault(),
    openFile,
    withLock,
    standFor: standForLock,
    openChannel,
  };
}

/** Unguessable, 24 hexadecimal digits. `crypto.randomUUID` is missing where a page came over plain HTTP. */
function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function openSocket(url: string, protocols: string[], listener: SocketListener): SocketLike {
  const socket = new WebSocket(url, protocols);
  socket.onmessage = ({ data }) => listener.onMessage(data);
  socket.onclose = ({ code, reason }) => listener.onClose({ code, reason });
  return {
    send: (text) => socket.send(text),
    close() {
      socket.onmessage = null;
      socket.onclose = null;
      if (socket.readyState !== WebSocket.CONNECTING) return socket.close();
      // Browsers report a socket that is closed while it opens as a fault of the page.
      socket.onopen = () => socket.close();
      setTimeout(() => socket.close(), longestOpeningMs);
    },
  };
}

function onWake(listener: (wake: Wake) => void): Cancel {
  const controller = new AbortController();
  const { signal } = controller;
  const onVisibility = () => listener(document.visibilityState);
  document.addEventListener("visibilitychange", onVisibility, { signal });
  window.addEventListener("online", () => listener("online"), { signal });
  window.addEventListener("offline", () => listener("offline"), { signal });
  window.addEventListener("focus", () => listener("focus"), { signal });
  // Not in every browser: https://developer.mozilla.org/docs/Web/API/NetworkInformation
  const connection: unknown = Reflect.get(navigator, "connection");
  if (connection instanceof EventTarget) {
    connection.addEventListener("change", () => listener("network"), { signal });
  }
  return () => controller.abort();
}

async function openFile({ name, type, blob }: KeptFile, userId: string): Promise<OutgoingFile> {
  const { createFileUpload } = await import("../client/file-upload");
  return createFileUpload(new File([blob], name, { type }), userId, "later");
}

/** Browsers have locks only where a page came over HTTPS or from localhost. */
async function withLock<T>(name: string, run: () => Promise<T>): Promise<T> {
  const locks: LockManager | undefined = Reflect.get(navigator, "locks");
  return locks ? await locks.request(name, run) : run();
}

function openChannel(name: string, onNews: (news: unknown) => void): Channel {
  if (!("BroadcastChannel" in window)) return { tell: () => undefined, close: () => undefined };
  const channel = new BroadcastChannel(name);
  channel.onmessage = ({ data }) => onNews(data);
  return { tell: (news) => channel.postMessage(news), close: () => channel.close() };
}
