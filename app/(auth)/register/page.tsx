import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import Link from "next/link";
import { redirect } from "next/navigation";
import { AuthCard } from "@/components/auth/auth-card";
import { ProviderButtons } from "@/components/auth/provider-buttons";
import { RegisterForm } from "@/components/auth/register-form";
import { findCurrentPerson } from "@/lib/auth/current-person";
import { toOwnPath } from "@/lib/auth/domain";
import { signInQuerySchema } from "@/lib/auth/schema";
import { readSignInOptions } from "@/lib/auth/sign-in-options";

export const runtime = "edge";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("auth");
  return { title: t("register.submit") };
}

type RegisterPageProps = { searchParams: Promise<Record<string, unknown>> };

export default async function RegisterPage({ searchParams }: RegisterPageProps) {
  const next = toOwnPath(signInQuerySchema.parse(await searchParams).next);
  const [t, person] = await Promise.all([getTranslations("auth"), findCurrentPerson()]);
  if (person) redirect(next);
  const { providers, setupTokenOpen } = await readSignInOptions();
  return (
    <AuthCard
      title={t("register.title")}
      footer={
        <>
          {t("register.haveAccount")}{" "}
          <Link
            href={`/sign-in?next=${encodeURIComponent(next)}`}
            className="font-medium text-accent underline-offset-4 hover:underline"
          >
            {t("register.signIn")}
          </Link>
        </>
      }
    >
      <RegisterForm next={next} askSetupToken={setupTokenOpen} />
      <ProviderButtons providers={providers} next={next} />
    </AuthCard>
  );
}
