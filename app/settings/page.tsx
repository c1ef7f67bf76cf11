import { ArrowLeft } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import Link from "next/link";
import { redirect } from "next/navigation";
import { SettingsSections } from "@/components/settings/settings-sections";
import { Button } from "@/components/ui/button";
import { readOwnProfile } from "@/lib/auth/current-person";

export const runtime = "edge";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("settings");
  return { title: t("title") };
}

export default async function SettingsPage() {
  const [t, me] = await Promise.all([getTranslations("settings"), readOwnProfile()]);
  if (!me) redirect("/sign-in?next=%2Fsettings");
  return (
    <div className="mx-auto max-w-4xl px-4 pb-16 sm:px-8">
      <header className="flex flex-wrap items-center justify-between gap-3 py-6">
        <h1 className="text-2xl font-semibold tracking-tight">{t("title")}</h1>
        <Button asChild variant="ghost">
          <Link href="/chat">
            <ArrowLeft aria-hidden size={16} />
            {t("back")}
          </Link>
        </Button>
      </header>
      <main>
        <SettingsSections initial={me} />
      </main>
    </div>
  );
}
