"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId, type KeyboardEvent, type RefObject } from "react";
import type { TypedEarly } from "@/components/ui/early-field";
import { IconButton } from "@/components/ui/icon-button";
import type { Message, RoomSummary } from "@/lib/chat/schema";
import type { FindView } from "@/lib/client/chat-address";
import { MentionsPanel } from "./mentions-panel";
import { SearchPanel } from "./search-panel";

export type FindPanelProps<V extends FindView = FindView> = {
  view: V;
  /** What was typed before it was there; the view knows already. */
  typed: TypedEarly;
  rooms: readonly RoomSummary[];
  openRoomId: string | null;
  /** The message that was opened from here the last time. */
  openedMessageId: RefObject<string | null>;
  onView: (view: FindView) => void;
  onOpen: (message: Message) => void;
};

/** What stands beside the room, or over it on smaller screens: the search, or where I am mentioned. */
export function FindPanel({ view, onClose, ...shared }: FindPanelProps & { onClose: () => void }) {
  const t = useTranslations("find");
  const common = useTranslations("common");
  const id = useId();
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || event.defaultPrevented || event.nativeEvent.isComposing) return;
    event.preventDefault();
    onClose();
  };
  return (
    <aside
      aria-labelledby={id}
      onKeyDown={onKeyDown}
      className="fixed inset-0 z-30 flex animate-appear flex-col bg-surface lg:static lg:w-96 lg:shrink-0 lg:border-l lg:border-line"
    >
      <header className="flex h-14 shrink-0 items-center justify-between border-b border-line pr-2 pl-4">
        <h2 id={id} className="font-semibold">
          {t(view.panel === "search" ? "search.title" : "mentions.title")}
        </h2>
        <IconButton label={common("close")} onClick={onClose}>
          <X aria-hidden />
        </IconButton>
      </header>
      {view.panel === "search" ? (
        <SearchPanel view={view} {...shared} />
      ) : (
        <MentionsPanel view={view} {...shared} />
      )}
    </aside>
  );
}
