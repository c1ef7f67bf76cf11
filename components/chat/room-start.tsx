"use client";

import { useTranslations } from "next-intl";
import type { RoomSummary } from "@/lib/chat/schema";
import { gapHeight } from "./list-gap";

type RoomStartProps = {
  name: string;
  kind: RoomSummary["kind"] | undefined;
  /** Whether there is any use in asking for a word. */
  mayWrite: boolean;
};

/** Stands above the very first message. */
export function RoomStart({ name, kind, mayWrite }: RoomStartProps) {
  const t = useTranslations("chat.messages");
  const isDirect = kind === "direct";
  return (
    <div
      style={{ height: gapHeight }}
      className="flex shrink-0 flex-col justify-end overflow-hidden px-4 pb-2"
    >
      <h2 className="line-clamp-2 text-xl leading-snug font-semibold tracking-tight break-words">
        {t(isDirect ? "startDirect" : "start", { name })}
      </h2>
      {isDirect || mayWrite ? (
        <p className="mt-1 line-clamp-2 text-sm text-muted">
          {t(isDirect ? "startDirectText" : "startText")}
        </p>
      ) : null}
    </div>
  );
}
