"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { joinRoom } from "./room-api";
import { useAction } from "./use-action";
import { useProblemText } from "./use-problem-text";

/** Stands in place of the composer in a public room that I only read. */
export function JoinBar({ roomId, onJoined }: { roomId: string; onJoined: () => Promise<void> }) {
  const t = useTranslations("chat.room");
  const toText = useProblemText();
  const { busy, failure, run } = useAction();
  const join = () =>
    run(async () => {
      await joinRoom(roomId);
      await onJoined();
    });
  return (
    <div className="m-3 flex flex-wrap items-center justify-between gap-3 rounded-xl border border-line bg-canvas p-3 pl-4 md:m-4">
      <p role="status" className="text-sm text-muted">
        {failure === undefined ? (
          t("joinText")
        ) : (
          <span className="text-danger">{toText(failure)}</span>
        )}
      </p>
      <Button variant="primary" busy={busy} onClick={() => void join()}>
        {t("join")}
      </Button>
    </div>
  );
}
