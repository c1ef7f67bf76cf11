"use client";

import useSWR from "swr";
import type { z } from "zod";
import type { Message } from "@/lib/chat/schema";
import { rankName } from "@/lib/client/find-trigger";
import { fetchJson } from "@/lib/http/fetcher";
import { useMe } from "./me";
import { memberPageSchema, toMembersUrl } from "./room-api";
import { useDebounced } from "./use-debounced";

type MemberPage = z.infer<typeof memberPageSchema>;
export type Mentionable = { id: string; name: string; image: string | null };

const mostShown = 8;
const mostSpeakers = 20;
/** How far back somebody still counts as speaking here. */
const lookBack = 200;

const read = (url: string) => fetchJson(url, memberPageSchema);
const options = { revalidateOnFocus: false, keepPreviousData: true, dedupingInterval: 30_000 };

/**
 * Members of the room whose name fits, those who spoke last first. Undefined while nothing is known; `null` as the query asks
 * for nothing. A big room is asked for names, a small one is held whole.
 */
export function useMentionable(
  roomId: string,
  query: string | null,
  messages: readonly Message[],
): readonly Mentionable[] | undefined {
  const me = useMe();
  const url = toMembersUrl(roomId);
  const wanted = query !== null;
  const { data: first } = useSWR<MemberPage, unknown>(wanted ? url : null, read, options);
  const speakers = wanted ? toSpeakers(messages, me.id) : [];
  const isBig = first !== undefined && first.nextCursor !== null;
  const ids = speakers.slice(0, mostSpeakers).join(",");
  const settled = useDebounced(query?.trim() ?? "", 150);
  const asked = new URLSearchParams({
    ...(ids ? { ids } : {}),
    ...(settled ? { q: settled } : {}),
  });
  const { data: found } = useSWR<MemberPage, unknown>(
    isBig && asked.size > 0 ? `${url}?${asked}` : null,
    read,
    options,
  );
  if (!wanted || !first) return wanted ? undefined : [];
  const people = new Map(
    [...first.members, ...(found?.members ?? [])].map(({ userId, name, image }) => [
      userId,
      { id: userId, name, image },
    ]),
  );
  people.delete(me.id);
  const lately = new Map(speakers.map((id, place) => [id, place]));
  return [...people.values()]
    .flatMap((person) => {
      const rank = rankName(person.name, query);
      return rank === null ? [] : [{ person, rank, spoke: lately.get(person.id) ?? Infinity }];
    })
    .sort((a, b) => compare(a.spoke, b.spoke) || a.rank - b.rank)
    .slice(0, mostShown)
    .map(({ person }) => person);
}

/** `Infinity - Infinity` is no number. */
const compare = (a: number, b: number) => (a === b ? 0 : a < b ? -1 : 1);

/** Who wrote here, the latest first. */
function toSpeakers(messages: readonly Message[], meId: string): string[] {
  const authors = messages.slice(-lookBack).map(({ authorId }) => authorId);
  return [...new Set(authors.reverse())].filter((id) => id !== meId);
}
