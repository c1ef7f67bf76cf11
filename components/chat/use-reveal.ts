"use client";

import { useTranslations } from "next-intl";
import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from "react";
import { toMessageLabel } from "@/lib/client/message-label";
import type { MessageRow } from "@/lib/client/message-rows";
import type { Standing } from "./use-jump";
import { nameOf } from "./use-name";
import { focusRow } from "./use-row-focus";

/** Long enough to find it with the eyes. */
const highlightMs = 3_000;

type RevealOptions = {
  standing: Standing;
  rows: readonly MessageRow[];
  scroller: RefObject<HTMLElement | null>;
  standAt: (index: number, above: number | null) => void;
};

/** Puts the list where it is to stand, once the message is there: marks it, focuses it, and says so. */
export function useReveal({ standing, rows, scroller, standAt }: RevealOptions): {
  markedKey: string | null;
  said: string;
} {
  const t = useTranslations("marks.jump");
  const messages = useTranslations("chat.messages");
  const done = useRef<Standing>(null);
  const [marked, setMarked] = useState<string | null>(null);
  // Stays: a screen reader may come to it late.
  const [said, setSaid] = useState("");

  useLayoutEffect(() => {
    if (standing === null || done.current === standing) return;
    if (standing.kind === "end") {
      if (!rows.some(({ key }) => key === standing.focusKey)) return;
      done.current = standing;
      if (scroller.current) focusRow(scroller.current, standing.focusKey);
      return;
    }
    const index = rows.findIndex((row) => isMeant(row, standing));
    const row = rows[index];
    if (row?.content.type !== "message") return;
    done.current = standing;
    standAt(index, standing.kind === "place" ? standing.place.above : null);
    const { authorName, deletedAt } = row.content.message;
    const text =
      deletedAt === null ? toMessageLabel(row.content.message, nameOf) : messages("deleted");
    // The list has just been put there: what is said and marked follows from that.
    // eslint-disable-next-line react-hooks/set-state-in-effect
    setMarked(standing.kind === "message" ? row.key : null);
    const name = authorName || messages("formerMember");
    setSaid(standing.kind === "message" ? t("arrived", { name, text }) : "");
    const focusKey = standing.kind === "place" ? standing.focusKey : row.key;
    if (scroller.current) focusRow(scroller.current, focusKey);
  }, [standing, rows, scroller, standAt, t, messages]);

  useEffect(() => {
    if (marked === null) return;
    const timer = setTimeout(() => setMarked(null), highlightMs);
    return () => clearTimeout(timer);
  }, [marked]);
  return { markedKey: marked, said };
}

/** The row of the message that the list is to stand at; none for its end. */
export function isMeant(row: MessageRow, standing: NonNullable<Standing>): boolean {
  if (row.content.type !== "message" || standing.kind === "end") return false;
  return standing.kind === "message"
    ? row.content.message.id === standing.messageId
    : row.key === standing.place.key;
}
