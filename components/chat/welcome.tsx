"use client";

import { MessagesSquare } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { countWaiting } from "@/lib/client/room-order";
import { useMe } from "./me";
import { usePageTitle } from "./use-page-title";
import type { Rooms } from "./use-rooms";

/** Beside the room list while no room is open. */
export function Welcome({ rooms, onCreate }: { rooms: Rooms; onCreate: () => void }) {
  const t = useTranslations("chat.welcome");
  const me = useMe();
  usePageTitle(null, countWaiting(rooms.rooms ?? []));
  return (
    <div className="flex flex-1 items-center justify-center">
      <EmptyState
        icon={<MessagesSquare size={22} />}
        title={t("title", { name: me.name })}
        text={t("text")}
      >
        <Button variant="primary" onClick={onCreate}>
          {t("create")}
        </Button>
      </EmptyState>
    </div>
  );
}
