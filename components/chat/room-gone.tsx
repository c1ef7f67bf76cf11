"use client";

import { DoorClosed } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { useSWRConfig } from "swr";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import type { Problem } from "@/lib/http/problem";
import { roomListUrl } from "./room-api";

type RoomGoneProps = { problem: Problem | null; onBack: () => void };

/** The room does not exist for me, or not any more. */
export function RoomGone({ problem, onBack }: RoomGoneProps) {
  const t = useTranslations("chat.room");
  const problems = useTranslations("problems");
  const text = problem?.code === "room_banned" ? problems("room_banned") : t("goneText");
  const { mutate } = useSWRConfig();
  // The list knows which rooms are left, and that somebody was banned, before its next turn.
  useEffect(() => void mutate(roomListUrl), [mutate]);
  return (
    <div role="alert" className="flex flex-1 items-center justify-center">
      <EmptyState icon={<DoorClosed size={22} />} title={t("goneTitle")} text={text}>
        <Button variant="primary" onClick={onBack}>
          {t("goneBack")}
        </Button>
      </EmptyState>
    </div>
  );
}
