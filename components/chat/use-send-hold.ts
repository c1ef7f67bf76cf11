"use client";

import type { RoomSummary } from "@/lib/chat/schema";
import type { RoomView } from "@/lib/sync/types";
import { useMe } from "./me";

/** What keeps me from sending at the moment; the composer itself stays open. Times in ms since the epoch. */
export type SendHold =
  | { kind: "muted"; until: number; reason: string }
  | { kind: "slow"; until: number; seconds: number };

/** `null` where nothing does. A hold may be over already: compare `until` with the clock. */
export function useSendHold(room: RoomSummary | undefined, view: RoomView): SendHold | null {
  const me = useMe();
  if (!room) return null;
  if (room.mutedUntil !== null) {
    return { kind: "muted", until: room.mutedUntil, reason: room.muteReason ?? "" };
  }
  const { slowModeSeconds: seconds, myRole } = room;
  if (seconds === 0 || myRole === "owner" || me.role !== "member") return null;
  const own = view.messages.findLast(({ authorId }) => authorId === me.id)?.createdAt ?? 0;
  const onItsWay = view.outgoing.findLast(({ state }) => state === "sending")?.createdAt ?? 0;
  return { kind: "slow", until: Math.max(own, onItsWay) + seconds * 1000, seconds };
}
