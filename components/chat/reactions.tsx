"use client";

import { clsx } from "clsx";
import { useFormatter, useTranslations } from "next-intl";
import { Tooltip } from "@/components/ui/tooltip";
import type { Message } from "@/lib/chat/schema";
import { useMe } from "./me";
import { useNames } from "./use-names";

type ReactionsProps = {
  message: Message;
  /** Puts mine on, or takes it off; not there for who may only read. */
  onReact: ((message: Message, emoji: string) => void) | undefined;
};

/** What people put on a message. */
export function Reactions({ message, onReact }: ReactionsProps) {
  const t = useTranslations("marks.reactions");
  if (message.reactions.length === 0) return null;
  return (
    <ul aria-label={t("label")} className="mt-1 flex flex-wrap gap-1 pointer-coarse:gap-2">
      {message.reactions.map(({ emoji, userIds }) => (
        <li key={emoji}>
          <Reaction
            emoji={emoji}
            userIds={userIds}
            onPress={onReact && (() => onReact(message, emoji))}
          />
        </li>
      ))}
    </ul>
  );
}

const mostNames = 10;

type ReactionProps = {
  emoji: string;
  userIds: readonly string[];
  onPress: (() => void) | undefined;
};

/** An emoji and its count, which its name begins with as well; mine has an edge and a bold count. */
function Reaction({ emoji, userIds, onPress }: ReactionProps) {
  const t = useTranslations("marks.reactions");
  const format = useFormatter();
  const me = useMe();
  const isMine = userIds.includes(me.id);
  const others = useNames(userIds.filter((id) => id !== me.id).slice(0, mostNames));
  const names = [isMine ? t("me") : null, ...others].filter((name) => name !== null);
  const left = userIds.length - names.length;
  const people = format.list(left > 0 ? [...names, t("others", { count: left })] : names);
  const label = t("who", { emoji, count: userIds.length, people });
  return (
    <Tooltip text={label}>
      <button
        type="button"
        aria-pressed={isMine}
        aria-label={label}
        aria-disabled={!onPress}
        onClick={onPress}
        className={clsx(
          "touch-area flex h-8 items-center gap-1.5 rounded-full border px-2.5 text-sm tabular-nums md:h-7 md:px-2",
          isMine
            ? "border-accent bg-accent-soft font-semibold text-ink"
            : "border-transparent bg-subtle text-muted hover:border-line-strong",
        )}
      >
        <span aria-hidden>{emoji}</span>
        <span aria-hidden className="text-xs">
          {format.number(userIds.length)}
        </span>
      </button>
    </Tooltip>
  );
}
