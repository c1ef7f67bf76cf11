"use client";

import useSWR from "swr";
import { readBrowserPush, type BrowserPush } from "@/lib/client/push-browser";
import { fetchJson } from "@/lib/http/fetcher";
import {
  notificationsSchema,
  ownBrowsersSchema,
  type Notifications,
  type OwnBrowser,
  type Quiet,
} from "@/lib/notify/schema";

const notificationsUrl = "/api/me/notifications";

type OwnNotifications = {
  /** Null until they are known. */
  notifications: Notifications | null;
  browsers: OwnBrowser[] | null;
  /** What this browser can do and does. */
  here: BrowserPush | null;
  failed: boolean;
  reload: () => Promise<void>;
  /** Stores it; throws when the server does not. */
  saveQuiet: (quiet: Quiet) => Promise<void>;
};

/** How I am told of messages while I am away, and where. */
export function useNotifications(): OwnNotifications {
  const settings = useSWR(notificationsUrl, (url: string) => fetchJson(url, notificationsSchema));
  const list = useSWR("/api/push/subscriptions", (url: string) =>
    fetchJson(url, ownBrowsersSchema),
  );
  const here = useSWR("this browser's pushes", readBrowserPush);
  const parts = [settings, list, here];
  return {
    notifications: settings.data ?? null,
    browsers: list.data?.subscriptions ?? null,
    here: here.data ?? null,
    failed: parts.some(({ data, error }) => data === undefined && error !== undefined),
    reload: async () => {
      await Promise.all(parts.map(({ mutate }) => mutate()));
    },
    saveQuiet: async (quiet) => {
      const saved = await fetchJson(notificationsUrl, notificationsSchema, {
        method: "PUT",
        json: quiet,
      });
      await settings.mutate(saved, { revalidate: false });
    },
  };
}
