import { Lock, MessagesSquare, Zap } from "lucide-react";
import { getTranslations } from "next-intl/server";
import Link from "next/link";
import { redirect } from "next/navigation";
import { ClientMessages } from "@/components/shell/client-messages";
import { LocaleSelect } from "@/components/shell/locale-select";
import { Wordmark } from "@/components/shell/wordmark";
import { Button } from "@/components/ui/button";
import { findCurrentPerson } from "@/lib/auth/current-person";

export const runtime = "edge";

/** What Plaza is, for those who are not in yet; everybody else goes on to the chat. */
export default async function LandingPage() {
  if (await findCurrentPerson()) redirect("/chat");
  const t = await getTranslations("common");
  const promises = [
    { icon: Zap, title: t("landing.liveTitle"), text: t("landing.liveText") },
    { icon: MessagesSquare, title: t("landing.roomsTitle"), text: t("landing.roomsText") },
    { icon: Lock, title: t("landing.yoursTitle"), text: t("landing.yoursText") },
  ];
  return (
    <div className="mx-auto flex min-h-dvh max-w-5xl flex-col px-5 sm:px-8">
      <header className="flex items-center justify-between gap-3 py-5">
        <Wordmark />
        <Button asChild variant="ghost">
          <Link href="/sign-in">{t("signIn")}</Link>
        </Button>
      </header>
      <main className="flex flex-1 flex-col justify-center py-12">
        <h1 className="max-w-2xl text-4xl leading-[1.1] font-semibold tracking-tight text-balance sm:text-6xl">
          {t("landing.title")}
        </h1>
        <p className="mt-6 max-w-xl text-lg text-pretty text-muted">{t("landing.lead")}</p>
        <div className="mt-8 flex flex-wrap gap-3">
          <Button asChild variant="primary" size="lg">
            <Link href="/register">{t("register")}</Link>
          </Button>
          <Button asChild size="lg">
            <Link href="/sign-in">{t("signIn")}</Link>
          </Button>
        </div>
        <ul className="mt-16 grid gap-8 border-t border-line pt-10 sm:grid-cols-3">
          {promises.map(({ icon: Icon, title, text }) => (
            <li key={title}>
              <Icon aria-hidden size={20} className="text-accent" />
              <h2 className="mt-3 font-semibold">{title}</h2>
              <p className="mt-1 text-sm text-pretty text-muted">{text}</p>
            </li>
          ))}
        </ul>
      </main>
      <footer className="flex justify-end py-5">
        <ClientMessages namespaces={["common"]}>
          <LocaleSelect />
        </ClientMessages>
      </footer>
    </div>
  );
}
