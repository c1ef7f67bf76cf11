"use client";

import { useTranslations } from "next-intl";
import { useSWRConfig } from "swr";
import * as z from "zod/mini";
import { MenuRadio } from "@/components/ui/dropdown-menu";
import { useToast } from "@/components/ui/toast";
import { toInvolvement } from "@/lib/chat/domain";
import { involvementSchema, type Involvement, type RoomSummary } from "@/lib/chat/schema";
import { fetchJson } from "@/lib/http/fetcher";
import { roomListUrl } from "./room-api";

/** Of what I am told in a room; part of its menu. It shows at once, and goes back when it could not be kept. */
export function InvolvementChoice({ room }: { room: RoomSummary }) {
  const t = useTranslations("notify.involvement");
  const { mutate } = useSWRConfig();
  const toast = useToast();

  const choose = (involvement: Involvement) => {
    const keep = async (list: { rooms: RoomSummary[] } | undefined) => {
      await fetchJson(`${roomListUrl}/${encodeURIComponent(room.id)}/involvement`, z.unknown(), {
        method: "PUT",
        json: { involvement },
      });
      return withInvolvement(list, room.id, involvement);
    };
    mutate<{ rooms: RoomSummary[] }>(roomListUrl, keep, {
      optimisticData: (list) => withInvolvement(list, room.id, involvement),
      revalidate: false,
    }).catch(() => toast({ text: t("failed"), tone: "danger" }));
  };

  return (
    <MenuRadio
      label={t("label")}
      value={toInvolvement(room)}
      onChange={choose}
      options={involvementSchema.options.map((value) => ({ value, label: t(value) }))}
    />
  );
}

function withInvolvement(
  list: { rooms: RoomSummary[] } | undefined,
  roomId: string,
  involvement: Involvement,
): { rooms: RoomSummary[] } {
  const rooms = list?.rooms ?? [];
  return { rooms: rooms.map((room) => (room.id === roomId ? { ...room, involvement } : room)) };
}
