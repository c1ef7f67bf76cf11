import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { ReportQueue } from "@/components/moderation/report-queue";
import { BackToChat, PageFrame } from "@/components/shell/page-frame";
import { findCurrentPerson } from "@/lib/auth/current-person";

export const runtime = "edge";

export async function generateMetadata(): Promise<Metadata> {
  const person = await findCurrentPerson();
  if (!person || person.role === "member") return {};
  const t = await getTranslations("moderation.queue");
  return { title: t("title"), robots: { index: false } };
}

/** What members have reported, for moderators by the role of this moment; for everybody else there is nothing here. */
export default async function ModerationPage() {
  const person = await findCurrentPerson();
  if (!person || person.role === "member") notFound();
  const t = await getTranslations("moderation.queue");
  return (
    <PageFrame title={t("title")} width="sm" ways={<BackToChat>{t("back")}</BackToChat>}>
      <ReportQueue />
    </PageFrame>
  );
}
