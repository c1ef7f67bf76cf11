"use client";

import { useEffect, useState } from "react";
import type { KeptRoom } from "@/lib/sync/shelf";
import type { RoomView } from "@/lib/sync/types";
import { findKeptIfSlow, noteLater } from "./load-kept";

/** A person who has read for so long should not lose their place to what is new. */
const settledMs = 5_000;

type Shelved = {
  view: RoomView;
  /** It is what was kept at that time (ms since the epoch), and nothing has come yet; `null`: it is the room. */
  asOf: number | null;
  /** Another one wants the list to begin anew: at the first unread message. */
  beginning: "first" | "anew";
};

/**
 * The room, or what was kept of it until its first page is here. Both are never mixed: what was deleted meanwhile is gone
 * with the first answer. Keeps the room for the next time.
 */
export function useRoomShelf(live: RoomView, userId: string): Shelved {
  const { roomId, status } = live;
  const [kept, setKept] = useState<KeptRoom | null>(null);
  const [isSettled, setIsSettled] = useState(false);
  const [beginning, setBeginning] = useState<Shelved["beginning"]>("first");
  const [isLive, setIsLive] = useState(status !== "loading");
  if (!isLive && status !== "loading") {
    setIsLive(true);
    // Nobody has settled in it, and it is not what the person came for.
    const lastKept = kept?.messages.at(-1)?.seq ?? 0;
    const isNewer = live.newestSeq > lastKept;
    if (kept && isNewer && !isSettled) setBeginning("anew");
  }

  useEffect(() => {
    if (isLive) return;
    return findKeptIfSlow(({ findKeptRoom }) => findKeptRoom(userId, roomId), setKept);
  }, [userId, roomId, isLive]);

  useEffect(() => {
    if (!kept) return;
    const timer = setTimeout(() => setIsSettled(true), settledMs);
    return () => clearTimeout(timer);
  }, [kept]);

  useEffect(() => {
    if (live.status === "loading") return;
    noteLater(({ noteRoom }) => noteRoom(userId, live));
  }, [userId, live]);

  if (isLive || !kept) return { view: live, asOf: null, beginning };
  return { view: withKept(live, kept), asOf: kept.syncedAt, beginning };
}

function withKept(live: RoomView, { messages, hasEarlier, syncedAt }: KeptRoom): RoomView {
  const connection = { ...live.connection, lastSyncAt: syncedAt };
  const newestSeq = Math.max(live.newestSeq, messages.at(-1)?.seq ?? 0);
  return { ...live, status: "ready", messages, hasEarlier, newestSeq, connection };
}
