import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import Link from "next/link";
import { Button } from "@/components/ui/button";

export const metadata: Metadata = { robots: { index: false, follow: false } };

/** In the place of a view whose link was revoked, or never was. */
export default async function NoSharedStatistics() {
  const t = await getTranslations("links.public");
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center px-6 text-center">
      <p className="text-5xl font-semibold text-accent">404</p>
      <h1 className="mt-4 text-xl font-semibold text-balance">{t("missingTitle")}</h1>
      <p className="mt-2 mb-6 max-w-md text-balance text-muted">{t("missingText")}</p>
      <Button asChild variant="primary">
        <Link href="/">{t("home")}</Link>
      </Button>
    </main>
  );
}
