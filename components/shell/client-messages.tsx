import type { AbstractIntlMessages } from "next-intl";
import { getLocale, getMessages } from "next-intl/server";
import type { ReactNode } from "react";
import type { Namespace } from "@/i18n/namespaces";
import { ViewerIntl } from "./viewer-intl";

/** Hands the named catalogues, and no others, to the client components inside. Times are shown in the viewer's zone. */
export async function ClientMessages(props: { namespaces: Namespace[]; children: ReactNode }) {
  const [locale, all] = await Promise.all([getLocale(), getMessages()]);
  const messages: AbstractIntlMessages = Object.fromEntries(
    props.namespaces.map((namespace) => [namespace, all[namespace]]),
  );
  return (
    <ViewerIntl locale={locale} messages={messages}>
      {props.children}
    </ViewerIntl>
  );
}
