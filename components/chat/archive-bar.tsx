"use client";

import { Archive } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import type { RoomSummary } from "@/lib/chat/schema";
import { toRoomRights } from "@/lib/client/room-rights";
import { useMe } from "./me";
import { changeRoom } from "./room-api";
import { useAction } from "./use-action";
import { useProblemText } from "./use-problem-text";

type ArchiveBarProps = { room: RoomSummary; onChanged: () => Promise<void> };

/** Stands in place of the composer of an archived room. */
export function ArchiveBar({ room, onChanged }: ArchiveBarProps) {
  const t = useTranslations("moderation.archive");
  const format = useFormatter();
  const toText = useProblemText();
  const { busy, failure, run } = useAction();
  const rights = toRoomRights(room, useMe().role);
  const restore = () =>
    run(async () => {
      await changeRoom(room.id, { archived: false });
      await onChanged();
    });
  const date = format.dateTime(room.archivedAt ?? 0, { dateStyle: "medium" });
  return (
    <div className="m-3 flex flex-wrap items-center justify-between gap-3 rounded-xl border border-line bg-canvas p-3 pl-4 md:m-4">
      <p role="status" className="flex min-w-0 flex-1 items-start gap-2 text-sm text-muted">
        <Archive aria-hidden size={16} className="mt-0.5 shrink-0" />
        {failure === undefined ? (
          t("text", { date })
        ) : (
          <span className="text-danger">{toText(failure)}</span>
        )}
      </p>
      {rights.keepOrder ? (
        <Button busy={busy} onClick={() => void restore()}>
          {t("restore")}
        </Button>
      ) : null}
    </div>
  );
}
