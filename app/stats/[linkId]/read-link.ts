import { notFound } from "next/navigation";
import { cache } from "react";
import { linkParams } from "@/lib/dashboard/schema";
import { getSharedView, type SharedView } from "@/lib/dashboard/service";
import { PlazaError } from "@/lib/http/problem";
import { requestDeps } from "@/lib/platform/context";

export type SharedPageProps = { params: Promise<{ linkId: string }> };

/** What the link of an address shows; 404 for one that is unknown or revoked. One read however many ask. */
export const readLink = cache(async (linkId: string): Promise<SharedView> => {
  if (!linkParams.safeParse({ linkId }).success) notFound();
  try {
    return await getSharedView(requestDeps(), linkId);
  } catch (error) {
    if (error instanceof PlazaError && error.code === "not_found") notFound();
    throw error;
  }
});
