"use client";

import { NextIntlClientProvider, type AbstractIntlMessages } from "next-intl";
import { useSyncExternalStore, type ReactNode } from "react";
import type { TaggedLocale } from "@/i18n/tagged-locale";

const never = () => () => undefined;
const browserZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;
const serverZone = () => "UTC";

type ViewerIntlProps = {
  locale: TaggedLocale;
  messages: AbstractIntlMessages;
  children: ReactNode;
};

/** Texts and the browser's time zone. The first paint is in UTC, as on the server, which cannot know the zone. */
export function ViewerIntl({ locale, messages, children }: ViewerIntlProps) {
  const timeZone = useSyncExternalStore(never, browserZone, serverZone);
  return (
    <NextIntlClientProvider locale={locale} messages={messages} timeZone={timeZone}>
      {children}
    </NextIntlClientProvider>
  );
}
