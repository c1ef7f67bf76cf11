"use client";

import { MessagesSquare } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Skeleton } from "@/components/ui/skeleton";
import type { RoomSummary } from "@/lib/chat/schema";
import { toRoomSections } from "@/lib/client/room-order";
import { RoomListItem } from "./room-list-item";
import type { Rooms } from "./use-rooms";

type RoomListProps = {
  rooms: Rooms;
  openRoomId: string | null;
  onOpen: (roomId: string) => void;
};

/** My rooms, my direct conversations, and rooms that are open to join. */
export function RoomList({ rooms: { rooms, error, refresh }, openRoomId, onOpen }: RoomListProps) {
  const t = useTranslations("chat.rooms");
  const common = useTranslations("common");
  const order = useTranslations("moderation.archive");
  if (rooms === undefined) {
    return error === undefined ? (
      <RoomSkeletons label={t("loading")} />
    ) : (
      <div role="alert" className="px-4 py-6 text-sm">
        <p className="mb-3 text-muted">{t("loadFailed")}</p>
        <Button size="sm" onClick={() => void refresh()}>
          {common("retry")}
        </Button>
      </div>
    );
  }
  const sections = toRoomSections(rooms);
  if (rooms.length === 0) {
    return (
      <EmptyState icon={<MessagesSquare size={22} />} title={t("empty")} text={t("emptyText")} />
    );
  }
  const shared = { openRoomId, onOpen };
  return (
    <div className="space-y-4 px-2 pb-4">
      <Section title={t("sectionRooms")} rooms={sections.rooms} {...shared} />
      <Section title={t("sectionDirect")} rooms={sections.direct} {...shared} />
      <Section title={t("sectionJoinable")} rooms={sections.joinable} {...shared} />
      {sections.archived.length > 0 ? (
        <details className="px-2" open={sections.archived.some(({ id }) => id === openRoomId)}>
          <summary className="touch-area cursor-pointer rounded-md py-1 text-xs font-medium text-muted hover:text-ink">
            {order("section")} ({sections.archived.length})
          </summary>
          <ul className="-mx-2 space-y-px pt-1">
            {sections.archived.map((room) => (
              <RoomListItem
                key={room.id}
                room={room}
                open={room.id === openRoomId}
                onOpen={onOpen}
              />
            ))}
          </ul>
        </details>
      ) : null}
    </div>
  );
}

type SectionProps = {
  title: string;
  rooms: RoomSummary[];
  openRoomId: string | null;
  onOpen: (roomId: string) => void;
};

function Section({ title, rooms, openRoomId, onOpen }: SectionProps) {
  const id = useId();
  if (rooms.length === 0) return null;
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className="px-2 pb-1 text-xs font-medium text-muted">
        {title}
      </h2>
      <ul className="space-y-px">
        {rooms.map((room) => (
          <RoomListItem key={room.id} room={room} open={room.id === openRoomId} onOpen={onOpen} />
        ))}
      </ul>
    </section>
  );
}

function RoomSkeletons({ label }: { label: string }) {
  return (
    <div role="status" className="space-y-4 px-4 py-2">
      <span className="sr-only">{label}</span>
      {["w-32", "w-24", "w-36", "w-28", "w-20"].map((width) => (
        <div key={width} className="flex items-center gap-2.5">
          <Skeleton className="size-7" />
          <Skeleton className={`h-3.5 ${width}`} />
        </div>
      ))}
    </div>
  );
}
