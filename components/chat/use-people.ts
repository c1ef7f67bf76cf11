"use client";

import useSWR from "swr";
import { fetchJson } from "@/lib/http/fetcher";
import { foundPeopleSchema, toPeopleUrl, type FoundPerson } from "./room-api";
import { useDebounced } from "./use-debounced";

type People = {
  /** Undefined while nothing is asked or nothing is known yet. */
  people: FoundPerson[] | undefined;
  searching: boolean;
  error: unknown;
};

/** People whose name contains what is typed, asked once the typing pauses. */
export function usePeople(typed: string): People {
  const query = typed.trim();
  const settled = useDebounced(query, 250);
  const { data, error, isLoading } = useSWR<{ people: FoundPerson[] }, unknown>(
    settled === "" ? null : toPeopleUrl(settled),
    (url: string) => fetchJson(url, foundPeopleSchema),
    { keepPreviousData: true, revalidateOnFocus: false },
  );
  return {
    people: query === "" ? undefined : data?.people,
    searching: query !== "" && (isLoading || settled !== query),
    error,
  };
}
