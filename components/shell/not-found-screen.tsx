import { getTranslations } from "next-intl/server";
import Link from "next/link";
import { Button } from "@/components/ui/button";

/** The page that says that there is nothing; `signIn` for places that are open to some. */
export async function NotFoundScreen({ signIn }: { signIn?: string }) {
  const t = await getTranslations("common");
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center px-6 text-center">
      <p className="text-5xl font-semibold text-accent">404</p>
      <h1 className="mt-4 text-xl font-semibold">{t("notFound.title")}</h1>
      <p className="mt-2 mb-6 max-w-md text-muted">{t("notFound.text")}</p>
      <div className="flex flex-wrap justify-center gap-2">
        <Button asChild variant="primary">
          <Link href="/">{t("notFound.home")}</Link>
        </Button>
        {signIn && (
          <Button asChild variant="ghost">
            <Link href={`/sign-in?next=${encodeURIComponent(signIn)}`}>{t("signIn")}</Link>
          </Button>
        )}
      </div>
    </main>
  );
}
