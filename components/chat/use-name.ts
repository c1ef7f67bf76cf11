"use client";

import { useCallback, useEffect, useSyncExternalStore } from "react";
import * as z from "zod/mini";
import type { Message } from "@/lib/chat/schema";
import { createNameBook } from "@/lib/client/name-book";
import { fetchJson } from "@/lib/http/fetcher";

const answerSchema = z.object({ people: z.array(z.object({ id: z.string(), name: z.string() })) });

/** Kept for as long as the page is: whoever scrolls past a name again has it at once. */
export const nameBook = createNameBook(async (ids) => {
  return (await fetchJson(`/api/people/names?ids=${ids.join(",")}`, answerSchema)).people;
});

/** What somebody is called: undefined until it is known, null for somebody who is gone. */
export function useName(userId: string): string | null | undefined {
  return useSyncExternalStore(
    useCallback((onChange: () => void) => nameBook.watch(userId, onChange), [userId]),
    () => nameBook.get(userId),
    () => undefined,
  );
}

/** For texts that are made once, such as announcements. */
export const nameOf = (userId: string) => nameBook.get(userId) ?? undefined;

/** How far back authors are noted: mentions are mostly of those who talk. */
const lookBack = 100;

/** Notes what the authors of these messages are called, so that most mentions need not be asked for. */
export function useAuthorNames(messages: readonly Message[]): void {
  useEffect(() => {
    nameBook.learn(
      messages
        .slice(-lookBack)
        .map(({ authorId, authorName }) => ({ id: authorId, name: authorName })),
    );
  }, [messages]);
}
