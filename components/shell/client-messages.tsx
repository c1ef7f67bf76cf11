import type { AbstractIntlMessages } from "next-intl";
import { getLocale, getMessages } from "next-intl/server";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import type { Namespace } from "@/i18n/namespaces";
import { tagLocale, untagLocale } from "@/i18n/tagged-locale";
import { pickTimeFormat, timeFormatCookie } from "@/lib/client/time-format";
import { ViewerIntl } from "./viewer-intl";

/** Hands the named catalogues, and no others, to the client components inside. Times are shown in the viewer's zone. */
export async function ClientMessages(props: { namespaces: Namespace[]; children: ReactNode }) {
  const [locale, all, jar] = await Promise.all([getLocale(), getMessages(), cookies()]);
  const messages: AbstractIntlMessages = Object.fromEntries(
    props.namespaces.map((namespace) => [namespace, all[namespace]]),
  );
  return (
    <ViewerIntl
      locale={tagLocale(untagLocale(locale), pickTimeFormat(jar.get(timeFormatCookie)?.value))}
      messages={messages}
    >
      {props.children}
    </ViewerIntl>
  );
}
