"use client";

import { usePolledPages } from "@/components/admin/use-polled-pages";
import { peoplePageSchema } from "@/lib/auth/people/schema";
import { joinById } from "@/lib/client/join-by-id";
import { toPageUrl, type PeopleView } from "@/lib/client/people-view";

/** The people of a view, page by page. */
export function usePeopleList(view: PeopleView) {
  const { pages, ...list } = usePolledPages((cursor) => toPageUrl(view, cursor), peoplePageSchema);
  return {
    ...list,
    /** Null until they are known for the first time. */
    people: pages && joinById(pages.flatMap(({ people }) => people)),
  };
}
