import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { cache } from "react";
import { readClaims } from "@/lib/auth/token";
import { PlazaError } from "@/lib/http/problem";
import { requestDeps } from "@/lib/platform/context";
import { shareIdSchema, type Share } from "@/lib/share/schema";
import { countView, getShare } from "@/lib/share/service";

export type SharePageProps = {
  params: Promise<{ shareId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

/** The share of an address; null when its time is over. Anything else is not found. One read however many ask. */
export const readShare = cache(async (shareId: string): Promise<Share | null> => {
  if (!shareIdSchema.safeParse(shareId).success) notFound();
  try {
    return await getShare(requestDeps(), shareId, await readOrigin());
  } catch (error) {
    if (!(error instanceof PlazaError)) throw error;
    if (error.code === "gone") return null;
    if (error.code === "not_found") notFound();
    throw error;
  }
});

/** Where the visitor sees us; the site's entry has written it down. */
async function readOrigin(): Promise<string> {
  const head = await headers();
  return `${head.get("x-forwarded-proto") ?? "https"}://${head.get("host") ?? "localhost"}`;
}

/** Counts the visit; the cookie alone says whether it is the owner's. */
export async function countVisit(share: Share): Promise<void> {
  const [head, origin] = await Promise.all([headers(), readOrigin()]);
  const deps = requestDeps();
  const claims = await readClaims(deps.variables, { headers: head, url: `${origin}/` });
  countView(deps, share, {
    userAgent: head.get("user-agent"),
    viewerId: claims?.userId ?? null,
  });
}
