"use client";

import { clsx } from "clsx";
import type { ReactNode } from "react";
import { Avatar } from "@/components/ui/avatar";
import type { Message } from "@/lib/chat/schema";
import { AuthorBadge } from "./author-badge";
import { MessageTime } from "./message-time";

type RowFrameProps = {
  author: { id: string; name: string; image: string | null; badge: Message["authorBadge"] };
  at: number;
  startsGroup: boolean;
  active: boolean;
  faded?: boolean;
  children: ReactNode;
};

/** The grid of a message: picture or time on the left; name, badge and text on the right. */
export function RowFrame({ author, at, startsGroup, active, faded, children }: RowFrameProps) {
  return (
    <div
      className={clsx(
        "grid grid-cols-[2.75rem_minmax(0,1fr)] gap-x-3 pr-4 pl-2 py-0.5",
        startsGroup && "mt-2.5 pt-1",
        active && "bg-subtle/60",
      )}
    >
      {startsGroup ? (
        <Avatar
          name={author.name}
          image={author.image}
          colorKey={author.id}
          className="mt-0.5 justify-self-end"
        />
      ) : (
        <MessageTime
          at={at}
          className={clsx(
            "pt-1 text-right text-[0.625rem] leading-4 whitespace-nowrap text-faint tabular-nums",
            !active && "opacity-0",
          )}
        />
      )}
      <div className="min-w-0">
        {startsGroup ? (
          <div className="flex min-w-0 items-baseline gap-2">
            <span className="truncate font-semibold">{author.name}</span>
            <AuthorBadge badge={author.badge} />
            <MessageTime at={at} className="shrink-0 text-xs text-faint tabular-nums" />
          </div>
        ) : null}
        <div className={clsx(faded && "opacity-70")}>{children}</div>
      </div>
    </div>
  );
}
