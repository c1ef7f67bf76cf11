"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useCallback, useState } from "react";
import {
  readChatPlace,
  toChatHref,
  type ChatPlace,
  type FindView,
} from "@/lib/client/chat-address";

/** The address of a room, or of the room list. */
export function toRoomHref(roomId: string | null): string {
  return toChatHref({ roomId, messageId: null, find: null });
}

type Opening = {
  /** Stands at this message. */
  messageId?: string;
  /** What stays open beside the room; nothing without it. */
  find?: FindView | null;
};

type OpenRoom = ChatPlace & {
  /** Goes up with every message that is asked for, also with the same one again. */
  visit: number;
  openRoom: (roomId: string | null, opening?: Opening) => void;
  /** Goes to a message of the open room; null: to none in particular, without a step for Back. */
  setMessage: (messageId: string | null) => void;
  /** Opens, changes (`replace`: without a step for Back) or closes what stands beside the room. */
  setFind: (find: FindView | null, how?: "push" | "replace") => void;
};

const readPlace = () => readChatPlace(location.pathname, new URLSearchParams(location.search));

function go(href: string, how: "push" | "replace"): void {
  if (href === location.pathname + location.search) return;
  if (how === "push") history.pushState(null, "", href);
  else history.replaceState(null, "", href);
}

/**
 * Which room is open, at which message and with what beside it, read from the address; and how to open another. Switching
 * only changes the history entry: it asks nothing of the server, so it is immediate and works offline.
 */
export function useOpenRoom(): OpenRoom {
  const place = readChatPlace(usePathname(), useSearchParams());
  const [visit, setVisit] = useState(0);
  const openRoom = useCallback((roomId: string | null, opening: Opening = {}) => {
    const { messageId = null, find = null } = opening;
    if (messageId !== null) setVisit((count) => count + 1);
    go(toChatHref({ roomId, messageId, find }), "push");
  }, []);
  const setMessage = useCallback((messageId: string | null) => {
    if (messageId !== null) setVisit((count) => count + 1);
    go(toChatHref({ ...readPlace(), messageId }), messageId === null ? "replace" : "push");
  }, []);
  const setFind = useCallback((find: FindView | null, how: "push" | "replace" = "push") => {
    go(toChatHref({ ...readPlace(), find }), how);
  }, []);
  return { ...place, visit, openRoom, setMessage, setFind };
}
