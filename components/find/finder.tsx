"use client";

import { createContext, use, useRef, useState, useSyncExternalStore, type ReactNode } from "react";
import { useTranslations } from "next-intl";
import { EarlyField } from "@/components/ui/early-field";
import { OnDemand } from "@/components/ui/on-demand";
import { emptySearch, type FindView } from "@/lib/client/chat-address";
import { findNextRoom } from "@/lib/client/room-order";
import type { Rooms } from "../chat/use-rooms";
import type { useOpenRoom } from "../chat/use-open-room";
import { useShortcuts } from "./use-shortcuts";

const loadPanel = async () => (await import("./find-panel")).FindPanel;
const loadPalette = async () => (await import("./palette")).Palette;
const loadKeyMap = async () => (await import("./keyboard-map")).KeyboardMap;

/** From here on there is room beside the open room. */
const wide = "(min-width: 64rem)";

function useIsWide(): boolean {
  return useSyncExternalStore(
    (onChange) => {
      const query = matchMedia(wide);
      query.addEventListener("change", onChange);
      return () => query.removeEventListener("change", onChange);
    },
    () => matchMedia(wide).matches,
    () => true,
  );
}

export type FinderActs = {
  search: () => void;
  mentions: () => void;
  palette: () => void;
  keys: () => void;
};

const nothing = () => undefined;
const ActsContext = createContext<FinderActs>({
  ...{ search: nothing, mentions: nothing, palette: nothing, keys: nothing },
});

/** For buttons that open what a `Finder` around them has. */
export const useFinder = () => use(ActsContext);

type FinderProps = {
  rooms: Rooms;
  place: ReturnType<typeof useOpenRoom>;
  onCreate: () => void;
  children: ReactNode;
};

const focusComposer = () => document.querySelector<HTMLElement>("[data-composer]")?.focus();

/** What finds things, around the rooms and the conversation: search and mentions beside them, the palette over them. */
export function Finder({ rooms, place, onCreate, children }: FinderProps) {
  const t = useTranslations("find");
  const [overlay, setOverlay] = useState<"palette" | "keys" | null>(null);
  const isWide = useIsWide();
  /** Where the focus goes back to. */
  const opener = useRef<Element | null>(null);
  /** The message that was opened from the panel: Back returns to it. */
  const opened = useRef<string | null>(null);
  const { find, roomId, openRoom, setFind } = place;

  const show = (view: FindView) => {
    if (find === null && overlay === null) opener.current = document.activeElement;
    opened.current = null;
    // Another panel in the place of this one is no step of its own.
    setFind(view, find === null ? "push" : "replace");
  };
  const restoreFocus = () => {
    const before = opener.current;
    if (before instanceof HTMLElement && before.isConnected && before !== document.body) {
      before.focus();
    } else focusComposer();
  };
  const close = () => {
    setFind(null);
    requestAnimationFrame(restoreFocus);
  };
  const showOver = (next: "palette" | "keys") => {
    if (overlay === null) opener.current = document.activeElement;
    setOverlay(next);
  };
  const acts: FinderActs = {
    search: () => show(find?.panel === "search" ? find : emptySearch),
    mentions: () => show({ panel: "mentions" }),
    palette: () => showOver("palette"),
    keys: () => showOver("keys"),
  };
  const walk = (step: 1 | -1, unread: boolean) => {
    const next = findNextRoom(rooms.rooms ?? [], roomId, step, unread);
    if (next !== null) openRoom(next);
  };
  useShortcuts({
    ...{ palette: acts.palette, search: acts.search, keys: acts.keys },
    ...{ composer: focusComposer, back: focusComposer },
    previousRoom: () => walk(-1, false),
    nextRoom: () => walk(1, false),
    previousUnread: () => walk(-1, true),
    nextUnread: () => walk(1, true),
  });

  return (
    <div className="flex h-dvh overflow-hidden">
      {/* On smaller screens the panel lies over everything else, which is out of reach then but keeps its place. */}
      <div className="flex min-w-0 flex-1" inert={find !== null && !isWide}>
        <ActsContext value={acts}>{children}</ActsContext>
      </div>
      {find === null ? null : (
        <EarlyField
          load={loadPanel}
          label={find.panel === "search" ? t("search.label") : null}
          className="fixed inset-x-4 top-17 z-30 h-10 rounded-lg border border-line-strong bg-raised px-3 text-base lg:left-auto lg:w-88"
          onType={(query) => find.panel === "search" && setFind({ ...find, query }, "replace")}
          onCancel={close}
        >
          {(FindPanel, typed) => (
            <FindPanel
              view={find}
              typed={typed}
              rooms={rooms.rooms ?? []}
              openRoomId={roomId}
              openedMessageId={opened}
              onView={(view) => setFind(view, "replace")}
              onClose={close}
              onOpen={(message) => {
                opened.current = message.id;
                openRoom(message.roomId, { messageId: message.id, find: isWide ? find : null });
              }}
            />
          )}
        </EarlyField>
      )}
      {overlay === "palette" ? (
        <EarlyField
          load={loadPalette}
          label={t("palette.label")}
          className="fixed inset-x-2 top-2 z-40 h-13 rounded-2xl border border-line bg-raised px-4 text-base shadow-raised outline-none sm:inset-x-auto sm:top-[12vh] sm:left-1/2 sm:w-[34rem] sm:-translate-x-1/2"
          onCancel={() => {
            setOverlay(null);
            requestAnimationFrame(restoreFocus);
          }}
        >
          {(Palette, typed) => (
            <Palette
              typed={typed}
              rooms={rooms}
              acts={acts}
              onSearch={(query) => show({ ...emptySearch, query })}
              onCreate={onCreate}
              onOpen={openRoom}
              onClose={() => {
                setOverlay((now) => (now === "palette" ? null : now));
                // Where nothing else has taken the focus, it goes back.
                requestAnimationFrame(() => {
                  if (document.activeElement === document.body) restoreFocus();
                });
              }}
            />
          )}
        </EarlyField>
      ) : null}
      {overlay === "keys" ? (
        <OnDemand load={loadKeyMap} onFailure={() => setOverlay(null)}>
          {(KeyboardMap) => (
            <KeyboardMap onClose={() => setOverlay(null)} onClosed={restoreFocus} />
          )}
        </OnDemand>
      ) : null}
    </div>
  );
}
