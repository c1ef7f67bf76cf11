import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { redirect } from "next/navigation";
import { SettingsSections } from "@/components/settings/settings-sections";
import { BackToChat, PageFrame } from "@/components/shell/page-frame";
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
    <PageFrame title={t("title")} width="md" ways={<BackToChat>{t("back")}</BackToChat>}>
      <SettingsSections initial={me} />
    </PageFrame>
  );
}
