"use client";

import { useSyncExternalStore } from "react";
import type { Locale } from "@/lib/auth/schema";

/** Not in the catalogues: this stands where nothing above it can be trusted to work, providers included. */
const texts: Record<Locale, { title: string; text: string; retry: string }> = {
  en: {
    title: "Something broke",
    text: "This page ran into an error. Try again, and if it keeps happening, reload the page.",
    retry: "Try again",
  },
  "zh-Hans": {
    title: "出错了",
    text: "此页面遇到错误。请重试；如果一直出现，请刷新页面。",
    retry: "重试",
  },
  "zh-Hant": {
    title: "出錯了",
    text: "此頁面發生錯誤。請再試一次；如果一直發生，請重新整理頁面。",
    retry: "再試一次",
  },
};

const never = () => () => undefined;
const isLocale = (lang: string): lang is Locale => Object.hasOwn(texts, lang);
// Every page loads this; the schema of locales would bring all of zod along.
const pageLocale = () => {
  const { lang } = document.documentElement;
  return isLocale(lang) ? lang : "en";
};

/** Shown by error boundaries; `reset` renders the broken part anew. */
export function CrashScreen({ reset }: { reset: () => void }) {
  const locale = useSyncExternalStore<Locale>(never, pageLocale, () => "en");
  const { title, text, retry } = texts[locale];
  return (
    <main className="flex min-h-[60dvh] flex-col items-center justify-center px-6 text-center">
      <h1 className="text-xl font-semibold">{title}</h1>
      <p className="mt-2 max-w-md text-muted">{text}</p>
      <button
        type="button"
        onClick={reset}
        className="mt-6 h-10 rounded-lg bg-accent px-4 text-sm font-medium text-on-accent hover:bg-accent-strong"
      >
        {retry}
      </button>
    </main>
  );
}
