import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Wordmark } from "@/components/shell/wordmark";

/**
 * The wall around everything under `/share`: the sign above, a quiet line below. Links are plain ones: no router is loaded for
 * them. Texts come from `next-intl/server` in all of this folder, as `next-intl` brings 12 kB for browsers along.
 */
export async function ShareFrame({ children, below }: { children: ReactNode; below?: ReactNode }) {
  const t = await getTranslations("share");
  return (
    <div className="mx-auto flex min-h-dvh max-w-7xl flex-col px-3 sm:px-6 lg:px-10">
      <header className="py-3 sm:py-5">
        <a href="/" aria-label={t("home")} className="inline-flex min-h-10 items-center rounded-lg">
          <Wordmark />
        </a>
      </header>
      <main className="flex flex-1 flex-col">{children}</main>
      <footer className="mx-auto mt-12 grid w-full max-w-4xl gap-4 border-t border-line py-6 text-sm text-muted sm:mt-16">
        {below}
        <p className="max-w-prose text-pretty">
          {t("about")}{" "}
          <a href="/" className="whitespace-nowrap text-accent underline underline-offset-4">
            {t("aboutLink")}
          </a>
        </p>
      </footer>
    </div>
  );
}
