import { getTranslations } from "next-intl/server";
import Link from "next/link";
import { Button } from "@/components/ui/button";

export default async function NotFoundPage() {
  const t = await getTranslations("common.notFound");
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center px-6 text-center">
      <p className="text-5xl font-semibold text-accent">404</p>
      <h1 className="mt-4 text-xl font-semibold">{t("title")}</h1>
      <p className="mt-2 mb-6 max-w-md text-muted">{t("text")}</p>
      <Button asChild variant="primary">
        <Link href="/">{t("home")}</Link>
      </Button>
    </main>
  );
}
