import { getRequestConfig } from "next-intl/server";
import { cookies, headers } from "next/headers";
import { loadMessages } from "./load-messages";
import { localeCookie, pickLocale } from "./pick-locale";

/**
 * next-intl's per-request configuration, without locales in addresses. The server does not know the viewer's zone:
 * times are formatted in the browser (`components/shell/client-messages.tsx`).
 */
export default getRequestConfig(async () => {
  const [jar, head] = await Promise.all([cookies(), headers()]);
  const locale = pickLocale(jar.get(localeCookie)?.value, head.get("accept-language"));
  return { locale, messages: await loadMessages(locale), timeZone: "UTC" };
});
