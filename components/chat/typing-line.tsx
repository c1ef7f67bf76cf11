"use client";

import { useTranslations } from "next-intl";
import type { RoomView } from "@/lib/sync/types";
import { useMe } from "./me";

/** Who is typing. Always as high as its line, so that nothing jumps; not announced, it would talk all the time. */
export function TypingLine({ typing }: { typing: RoomView["typing"] }) {
  const t = useTranslations("chat.composer");
  const me = useMe();
  const [first, second, ...more] = typing.filter(({ userId }) => userId !== me.id);
  return (
    <p className="h-5 truncate px-5 text-xs leading-5 text-muted">
      {first === undefined
        ? null
        : second === undefined
          ? t("typingOne", { name: first.name })
          : more.length === 0
            ? t("typingTwo", { first: first.name, second: second.name })
            : t("typingMany")}
    </p>
  );
}
