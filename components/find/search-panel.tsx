"use client";

import { Search, SearchX } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { EmptyState } from "@/components/ui/empty-state";
import { Input } from "@/components/ui/input";
import { maxQueryCharacters, type SearchView } from "@/lib/client/chat-address";
import { FindFailed, FindSkeletons } from "./find-state";
import type { FindPanelProps } from "./find-panel";
import { FoundList } from "./found-list";
import { FoundMessage } from "./found-message";
import { SearchFilters } from "./search-filters";
import { isSearchable, useSearch } from "./use-search";

/** Asked once the typing pauses for so long. */
const pauseMs = 250;

/** Finds messages by their words; what is looked for stands in the address. */
export function SearchPanel({
  view,
  typed: early,
  rooms,
  openRoomId,
  openedMessageId,
  onView,
  onOpen,
}: FindPanelProps<SearchView>) {
  const t = useTranslations("find.search");
  const found = useSearch(view);
  const { results } = found;
  const field = useRef<HTMLInputElement>(null);
  // Before the next key can come: nothing has the focus while the code takes the place of what stood for it.
  useLayoutEffect(() => {
    if (openedMessageId.current !== null) return;
    if (early.text === "") field.current?.select();
    else field.current?.setSelectionRange(maxQueryCharacters, maxQueryCharacters);
    field.current?.focus();
  }, [openedMessageId, early]);

  // What is typed is ahead of the address, which may also change by itself (Back).
  const [typed, setTyped] = useState({ text: view.query, of: view.query });
  if (typed.of !== view.query) setTyped({ text: view.query, of: view.query });
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const latest = useRef(view);
  useEffect(() => {
    latest.current = view;
  });
  useEffect(() => () => clearTimeout(timer.current), []);
  const ask = (text: string, afterMs: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      setTyped({ text, of: text });
      onView({ ...latest.current, query: text });
    }, afterMs);
  };
  const type = (text: string, isComposing: boolean) => {
    setTyped((old) => ({ ...old, text }));
    // Letters on the way to a character are no words yet.
    if (isComposing) clearTimeout(timer.current);
    else ask(text, pauseMs);
  };

  return (
    <>
      <div className="shrink-0 space-y-2 px-4 pt-3 pb-2">
        <Input
          ref={field}
          type="search"
          enterKeyHint="search"
          autoComplete="off"
          aria-label={t("label")}
          placeholder={t("placeholder")}
          maxLength={maxQueryCharacters}
          value={typed.text}
          onChange={(event) =>
            type(
              event.target.value,
              event.nativeEvent instanceof InputEvent && event.nativeEvent.isComposing,
            )
          }
          onCompositionEnd={(event) => type(event.currentTarget.value, false)}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing || event.keyCode === 229) return;
            if (event.key === "Enter") ask(typed.text, 0);
            if (event.key === "ArrowDown") {
              event.preventDefault();
              document.querySelector<HTMLElement>("a[data-found]")?.focus();
            }
          }}
        />
        <SearchFilters
          view={view}
          rooms={rooms}
          openRoomId={openRoomId}
          authorName={results?.[0]?.message.authorName}
          onView={onView}
          onChanged={() => field.current?.focus()}
        />
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-2 pb-2">
        <p role="status" className={results?.length ? "px-2 pb-1 text-xs text-muted" : "sr-only"}>
          {found.isLoading
            ? t("searching")
            : results
              ? t("count", { count: results.length, more: String(found.hasMore) })
              : null}
        </p>
        {found.error !== undefined ? (
          <FindFailed failure={found.error} onRetry={found.retry} />
        ) : !isSearchable(view.query) ? (
          <EmptyState
            icon={<Search size={22} />}
            title={t("startTitle")}
            text={view.query.trim() === "" ? t("startText") : t("noWord")}
          />
        ) : results === undefined ? (
          <FindSkeletons />
        ) : results.length === 0 ? (
          <EmptyState
            icon={<SearchX size={22} />}
            title={t("none", { query: view.query })}
            text={t(hasFilters(view) ? "noneFiltered" : "noneText")}
          />
        ) : (
          <FoundList
            label={t("results")}
            openedMessageId={openedMessageId}
            busy={found.isLoading}
            hasMore={found.hasMore}
            loadingMore={found.isLoadingMore}
            onMore={found.more}
          >
            {results.map(({ message, highlights }) => (
              <FoundMessage
                key={message.id}
                message={message}
                highlights={highlights}
                room={rooms.find(({ id }) => id === message.roomId)}
                onOpen={onOpen}
              />
            ))}
          </FoundList>
        )}
      </div>
    </>
  );
}

const hasFilters = ({ roomId, authorId, from, to }: SearchView) =>
  roomId !== null || authorId !== null || from !== null || to !== null;
