import type { Metadata } from "next";
import { SharedStatistics } from "@/components/links/shared-statistics";
import { ClientMessages } from "@/components/shell/client-messages";
import { readLink, type SharedPageProps } from "./read-link";

export const runtime = "edge";

/** Nothing of the figures, and nothing for search engines; the address lets people in, so it goes nowhere else. */
export async function generateMetadata({ params }: SharedPageProps): Promise<Metadata> {
  const { name } = await readLink((await params).linkId);
  return { title: name, referrer: "no-referrer", robots: { index: false, follow: false } };
}

/** One view of the statistics, for whoever has its link. */
export default async function SharedStatisticsPage({ params }: SharedPageProps) {
  const { id, name, view } = await readLink((await params).linkId);
  return (
    <ClientMessages namespaces={["common", "problems", "admin", "paths", "charts", "links"]}>
      <SharedStatistics linkId={id} name={name} view={view} />
    </ClientMessages>
  );
}
