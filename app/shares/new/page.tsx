import { Images } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { redirect } from "next/navigation";
import { CreateShare } from "@/components/shares/create-share";
import { PageFrame } from "@/components/shell/page-frame";
import { Button } from "@/components/ui/button";
import { findCurrentPerson } from "@/lib/auth/current-person";

export const runtime = "edge";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("shares.new");
  return { title: t("title") };
}

export default async function NewSharePage() {
  const [t, me] = await Promise.all([getTranslations("shares.new"), findCurrentPerson()]);
  if (!me) redirect("/sign-in?next=%2Fshares%2Fnew");
  return (
    <PageFrame
      title={t("title")}
      lead={t("lead")}
      width="lg"
      ways={
        // Not a client-side link: the browser asks before entered things are left behind.
        <Button asChild variant="ghost">
          <a href="/shares">
            <Images aria-hidden size={16} />
            {t("toMine")}
          </a>
        </Button>
      }
    >
      <CreateShare userId={me.id} />
    </PageFrame>
  );
}
