import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AuthCard } from "@/components/auth/auth-card";
import { ResetForm } from "@/components/auth/reset-form";

export const runtime = "edge";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("auth");
  // The address is the secret: it must not leave in a Referer.
  return { title: t("reset.title"), referrer: "no-referrer", robots: { index: false } };
}

export default async function ResetPage({ params }: { params: Promise<{ token: string }> }) {
  const [{ token }, t] = await Promise.all([params, getTranslations("auth")]);
  return (
    <AuthCard title={t("reset.title")} lead={t("reset.lead")}>
      <ResetForm token={token} />
    </AuthCard>
  );
}
