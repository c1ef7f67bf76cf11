import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import Link from "next/link";
import { redirect } from "next/navigation";
import { AuthCard } from "@/components/auth/auth-card";
import { ProviderButtons } from "@/components/auth/provider-buttons";
import { SignInForm } from "@/components/auth/sign-in-form";
import { Notice } from "@/components/ui/notice";
import { readCurrentPerson } from "@/lib/auth/current-person";
import { toOwnPath } from "@/lib/auth/domain";
import { signInQuerySchema } from "@/lib/auth/schema";
import { readSignInOptions } from "@/lib/auth/sign-in-options";

export const runtime = "edge";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("auth");
  return { title: t("signIn.submit") };
}

type SignInPageProps = { searchParams: Promise<Record<string, unknown>> };

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const query = signInQuerySchema.parse(await searchParams);
  const next = toOwnPath(query.next);
  const [t, current] = await Promise.all([getTranslations("auth"), readCurrentPerson()]);
  if (current.state === "signed_in") redirect(next);
  const { providers } = await readSignInOptions();
  return (
    <AuthCard
      title={t("signIn.title")}
      footer={
        <>
          {t("signIn.noAccount")}{" "}
          <Link
            href={`/register?next=${encodeURIComponent(next)}`}
            className="font-medium text-accent underline-offset-4 hover:underline"
          >
            {t("signIn.register")}
          </Link>
        </>
      }
    >
      {current.state === "banned" ? (
        <div className="mb-4">
          <Notice tone="danger">
            {current.reason
              ? t("errors.bannedBecause", { reason: current.reason })
              : t("errors.banned")}
          </Notice>
        </div>
      ) : null}
      <SignInForm next={next} returnError={query.error ?? null} />
      <ProviderButtons providers={providers} next={next} />
      <p className="mt-5 text-sm text-muted">{t("signIn.forgot")}</p>
    </AuthCard>
  );
}
