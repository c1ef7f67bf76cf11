"use client";

import { useMemo } from "react";
import useSWR from "swr";
import { fetchJson } from "@/lib/http/fetcher";
import type { RoomView } from "@/lib/sync/types";
import { useMe } from "./me";
import { memberPageSchema, toMembersUrl } from "./room-api";

export type Reader = { userId: string; name: string; image: string | null };

export type SeenBy = {
  /** The newest message that somebody else has read, and who has. */
  lastReadId: string | null;
  readers: readonly Reader[];
};

/** Rooms with more members do not show who has read what. */
const mostMembers = 50;

/** How far the others in the room have read. */
export function useSeenBy(roomId: string, view: RoomView, isMember: boolean): SeenBy {
  const me = useMe();
  const { data } = useSWR(
    isMember ? toMembersUrl(roomId) : null,
    (url: string) => fetchJson(url, memberPageSchema),
    { revalidateOnFocus: false },
  );
  const { messages, readBy } = view;
  const members = data?.members;
  const isSmall = data !== undefined && data.nextCursor === null;

  // eslint-disable-next-line react-hooks/preserve-manual-memoization -- The members are those of the answer.
  const seen = useMemo(() => {
    if (!isSmall || !members || members.length > mostMembers) return null;
    const others = members
      .filter(({ userId }) => userId !== me.id)
      .map((member) => ({ ...member, at: Math.max(member.readSeq, readBy[member.userId] ?? 0) }));
    for (let index = messages.length - 1; index >= 0; index -= 1) {
      const message = messages[index];
      if (!message) break;
      const readers = others.filter(
        ({ userId, at }) => at >= message.seq && userId !== message.authorId,
      );
      if (readers.length > 0) {
        const who = readers.map(({ userId, name, image }) => ({ userId, name, image }));
        return { lastReadId: message.id, readers: who };
      }
    }
    return null;
  }, [isSmall, members, messages, readBy, me.id]);
  const readers = seen?.readers ?? noReaders;
  const lastReadId = seen?.lastReadId ?? null;
  return useMemo(() => ({ lastReadId, readers }), [lastReadId, readers]);
}

const noReaders: readonly Reader[] = [];
