import { getTranslations } from "next-intl/server";
import Link from "next/link";
import { InvitationCard } from "@/components/chat/invitation-card";
import { Wordmark } from "@/components/shell/wordmark";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { invitationParamsSchema } from "@/lib/chat/request-schema";
import { getInvitation } from "@/lib/chat/service";
import { PlazaError } from "@/lib/http/problem";
import { requestDeps } from "@/lib/platform/context";
import { requirePerson } from "../../require-person";

export const runtime = "edge";

export default async function InvitationPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  await requirePerson(`/invite/${encodeURIComponent(token)}`);
  const [t, invitation] = await Promise.all([
    getTranslations("chat.invitation"),
    findInvitation(token),
  ]);
  return (
    <main className="mx-auto flex min-h-dvh max-w-md flex-col justify-center gap-6 p-5">
      <div className="self-center">
        <Wordmark />
      </div>
      <div className="rounded-2xl border border-line bg-surface p-6 shadow-raised">
        {invitation ? (
          <InvitationCard
            token={token}
            name={invitation.name}
            topic={invitation.topic}
            invitedBy={invitation.inviterName}
          />
        ) : (
          <EmptyState title={t("gone")} text={t("goneText")}>
            <Button asChild variant="primary">
              <Link href="/chat">{t("toChat")}</Link>
            </Button>
          </EmptyState>
        )}
      </div>
    </main>
  );
}

/** What the link leads to, or null when it leads nowhere any more. */
async function findInvitation(token: string) {
  const parsed = invitationParamsSchema.safeParse({ token });
  if (!parsed.success) return null;
  try {
    return await getInvitation(requestDeps(), parsed.data.token);
  } catch (error) {
    if (error instanceof PlazaError && ["gone", "not_found"].includes(error.code)) return null;
    throw error;
  }
}
