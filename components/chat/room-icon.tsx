"use client";

import { Hash, Lock } from "lucide-react";
import { Avatar } from "@/components/ui/avatar";
import type { RoomSummary } from "@/lib/chat/schema";

/** What kind of room it is, at a glance: a person, a lock, or a hash. Decorative: the kind is named in words beside it. */
export function RoomIcon({ room }: { room: RoomSummary }) {
  if (room.peer) {
    return (
      <Avatar name={room.peer.name} image={room.peer.image} colorKey={room.peer.id} size="sm" />
    );
  }
  const Icon = room.kind === "private" ? Lock : Hash;
  return (
    <span
      aria-hidden
      className="flex size-7 shrink-0 items-center justify-center rounded-[28%] bg-subtle text-muted"
    >
      <Icon size={14} />
    </span>
  );
}
