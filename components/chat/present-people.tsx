"use client";

import { useFormatter, useTranslations } from "next-intl";
import { Avatar } from "@/components/ui/avatar";
import { Tooltip } from "@/components/ui/tooltip";
import type { PresentUser } from "@/lib/chat/schema";

const shown = 4;

/** Who is in the room right now; a press opens the list of members. */
export function PresentPeople(props: { present: readonly PresentUser[]; onPress: () => void }) {
  const { present } = props;
  const t = useTranslations("chat.room");
  const format = useFormatter();
  if (present.length === 0) return null;
  const names = format.list(present.slice(0, 12).map(({ name }) => name));
  return (
    <Tooltip text={t("hereNames", { names })}>
      <button
        type="button"
        onClick={props.onPress}
        aria-label={`${t("here", { count: present.length })}. ${t("hereNames", { names })}`}
        className="hidden h-9 items-center gap-2 rounded-lg px-2 text-xs text-muted hover:bg-subtle sm:flex"
      >
        <span className="flex -space-x-1.5">
          {present.slice(0, shown).map(({ userId, name, image }) => (
            <Avatar
              key={userId}
              name={name}
              image={image}
              colorKey={userId}
              size="sm"
              className="ring-2 ring-surface"
            />
          ))}
        </span>
        {present.length > shown ? <span aria-hidden>{present.length}</span> : null}
      </button>
    </Tooltip>
  );
}
