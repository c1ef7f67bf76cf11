"use client";

import { usePolledPages } from "@/components/admin/use-polled-pages";
import { adminRoomPageSchema, type AdminRoom, type RoomOrder } from "@/lib/chat/admin/schema";
import { joinById } from "@/lib/client/join-by-id";

export type RoomsQuestion = { q: string; type: AdminRoom["kind"] | null; sort: RoomOrder };

/** All rooms that answer a question, page by page. */
export function useRoomsAdmin(question: RoomsQuestion) {
  const { pages, ...list } = usePolledPages(
    (cursor) => toPageUrl(question, cursor),
    adminRoomPageSchema,
  );
  return {
    ...list,
    /** Null until they are known for the first time. */
    rooms: pages && joinById(pages.flatMap(({ rooms }) => rooms)),
    counts: pages?.[0]?.counts ?? null,
  };
}

function toPageUrl({ q, type, sort }: RoomsQuestion, cursor: string | null): string {
  const query = new URLSearchParams({ sort });
  if (q !== "") query.set("q", q);
  if (type) query.set("type", type);
  if (cursor) query.set("cursor", cursor);
  return `/api/admin/rooms?${query.toString()}`;
}
