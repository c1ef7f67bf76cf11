import type { Metadata, Viewport } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { themeCookie, pickTheme } from "@/lib/client/theme";
import "./globals.css";

export const runtime = "edge";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("common");
  return {
    title: { default: t("appName"), template: `%s · ${t("appName")}` },
    description: t("tagline"),
    applicationName: t("appName"),
    manifest: "/manifest.webmanifest",
    icons: { icon: "/icon.svg", apple: "/apple-touch-icon.png" },
  };
}

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  // Keyboards on phones shrink the page instead of covering the composer.
  interactiveWidget: "resizes-content",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f5f3ef" },
    { media: "(prefers-color-scheme: dark)", color: "#131312" },
  ],
};

/** No client providers here: share pages must stay small. They sit in the layouts of the route groups. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, jar] = await Promise.all([getLocale(), cookies()]);
  return (
    // The theme is switched on this attribute in the browser, ahead of the server's next answer.
    <html
      lang={locale}
      data-theme={pickTheme(jar.get(themeCookie)?.value)}
      suppressHydrationWarning
    >
      <body className="font-sans">{children}</body>
    </html>
  );
}
