import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Wordmark } from "@/components/shell/wordmark";

/** The wall around everything under `/share`: the sign above, a quiet line below. Plain links: no router is loaded for them. */
export function ShareFrame({ children, below }: { children: ReactNode; below?: ReactNode }) {
  const t = useTranslations("share");
  return (
    <div className="mx-auto flex min-h-dvh max-w-7xl flex-col px-3 sm:px-6 lg:px-10">
      <header className="py-3 sm:py-5">
        <a href="/" aria-label={t("home")} className="inline-flex min-h-10 items-center rounded-lg">
          <Wordmark />
        </a>
      </header>
      <main className="flex flex-1 flex-col">{children}</main>
      <footer className="mt-12 grid gap-4 border-t border-line py-6 text-sm text-muted sm:mt-16">
        {below}
        <p className="max-w-prose text-pretty">
          {t("about")}{" "}
          <a href="/" className="text-accent underline underline-offset-4">
            {t("aboutLink")}
          </a>
        </p>
      </footer>
    </div>
  );
}
