import { Plus } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { redirect } from "next/navigation";
import { MyShares } from "@/components/shares/my-shares";
import { BackToChat, PageFrame } from "@/components/shell/page-frame";
import { Button } from "@/components/ui/button";
import { findCurrentPerson } from "@/lib/auth/current-person";

export const runtime = "edge";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("shares");
  return { title: t("title") };
}

export default async function SharesPage() {
  const [t, me] = await Promise.all([getTranslations("shares"), findCurrentPerson()]);
  if (!me) redirect("/sign-in?next=%2Fshares");
  return (
    <PageFrame
      title={t("title")}
      lead={t("lead")}
      width="xl"
      ways={
        <>
          <BackToChat>{t("toChat")}</BackToChat>
          {/* Entered by a full load, so that going back from there is one as well and the browser can ask. */}
          <Button asChild variant="primary">
            <a href="/shares/new">
              <Plus aria-hidden size={16} />
              {t("create")}
            </a>
          </Button>
        </>
      }
    >
      <MyShares />
    </PageFrame>
  );
}
