import type { Metadata } from "next";
import { getNow, getTranslations } from "next-intl/server";
import { NoShare } from "@/components/share/no-share";
import { ShareView, type Reported } from "@/components/share/share-view";
import { toShareName } from "@/lib/share/describe";
import { toShareMetadata } from "./metadata";
import { countVisit, readShare, type SharePageProps } from "./visit";

export const runtime = "edge";

/** What `POST /api/share/{id}/report` leads a plain form back with. */
const reportAnswers = new Map<string | string[] | undefined, Reported>([
  ["1", "sent"],
  ["too-many", "tooMany"],
  ["failed", "failed"],
]);

export async function generateMetadata({ params }: SharePageProps): Promise<Metadata> {
  const { shareId } = await params;
  return toShareMetadata(await readShare(shareId));
}

/** What a visitor of a share's link sees. The site's entry answers 410 where this says that it is gone. */
export default async function SharePage({ params, searchParams }: SharePageProps) {
  const [{ shareId }, { reported }] = await Promise.all([params, searchParams]);
  const share = await readShare(shareId);
  if (!share) return <NoShare why="gone" />;
  await countVisit(share);
  const [t, now] = await Promise.all([getTranslations("share"), getNow()]);
  return (
    <ShareView
      share={share}
      name={toShareName(share) || t("untitled")}
      now={now.getTime()}
      reported={reportAnswers.get(reported) ?? null}
    />
  );
}
