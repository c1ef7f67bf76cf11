"use client";

import useSWRInfinite from "swr/infinite";
import type { z } from "zod";
import type { RoomMember } from "@/lib/chat/schema";
import { fetchJson } from "@/lib/http/fetcher";
import { memberPageSchema, toMembersUrl } from "./room-api";

type MemberPage = z.infer<typeof memberPageSchema>;

type Members = {
  /** Undefined until the first page is here. */
  members: RoomMember[] | undefined;
  error: unknown;
  hasMore: boolean;
  loadingMore: boolean;
  loadMore: () => void;
  refresh: () => Promise<void>;
};

/** The members of a room, page by page. */
export function useMembers(roomId: string): Members {
  const { data, error, size, setSize, mutate, isValidating } = useSWRInfinite<MemberPage, unknown>(
    (_index: number, previous: MemberPage | null) => {
      const url = toMembersUrl(roomId);
      if (previous === null) return url;
      return previous.nextCursor === null
        ? null
        : `${url}?cursor=${encodeURIComponent(previous.nextCursor)}`;
    },
    (url: string) => fetchJson(url, memberPageSchema),
    // The first page may be held since the room was opened, for other uses; who joined since belongs here too.
    { revalidateOnMount: true },
  );
  return {
    members: data?.flatMap((page) => page.members),
    error,
    hasMore: (data?.[data.length - 1]?.nextCursor ?? null) !== null,
    loadingMore: isValidating && data !== undefined && data.length < size,
    loadMore: () => void setSize(size + 1),
    refresh: async () => {
      await mutate();
    },
  };
}
