"use client";

import { clsx } from "clsx";
import { useFormatter, useTranslations } from "next-intl";
import { memo, type ReactNode } from "react";
import type { Message } from "@/lib/chat/schema";
import type { MessageRow } from "@/lib/client/message-rows";
import { DaySeparator } from "./day-separator";
import { useMe } from "./me";
import { ConfirmedRow, type MessageHandlers } from "./message-row";
import { OutgoingRow } from "./outgoing-row";
import { SeenBy } from "./seen-by";
import { UnreadDivider } from "./unread-divider";
import type { Reader } from "./use-seen-by";

type ListRowProps = {
  row: MessageRow;
  quoted: Message | null | undefined;
  /** Stands above what follows after messages that are not loaded. */
  gap: ReactNode;
  last: boolean;
  active: boolean;
  tabbable: boolean;
  /** It was just jumped to. */
  marked: boolean;
  editing: boolean;
  menuOpen: boolean;
  handlers: MessageHandlers;
  /** Who of the others has read up to here; null where that is not shown. */
  readers: readonly Reader[] | null;
  /** What is not sent yet cannot leave now. */
  offline: boolean;
  onRetry: (clientId: string) => void;
  onDiscard: (clientId: string) => void;
  setMenuKey: (key: string | null) => void;
  setHeldKey: (key: string | null) => void;
  setPointedKey: (key: string | null) => void;
  setFocusedKey: (key: string | null) => void;
};

/** One row with what stands above it. The separators are part of it, so that rows and messages count alike. */
export const ListRow = memo(function ListRow(props: ListRowProps) {
  const { row } = props;
  const { content } = row;
  const format = useFormatter();
  const me = useMe();
  const t = useTranslations("chat.messages");
  const name =
    content.type === "message" ? content.message.authorName || t("formerMember") : me.name;
  const at = content.message.createdAt;
  return (
    <div className={props.last ? "pb-4" : undefined}>
      {props.gap}
      {row.startsDay ? <DaySeparator at={at} /> : null}
      {row.startsUnread ? <UnreadDivider /> : null}
      <div
        role="article"
        aria-label={`${name}, ${format.dateTime(at, { hour: "numeric", minute: "2-digit" })}`}
        data-row={row.key}
        tabIndex={props.tabbable ? 0 : -1}
        onPointerEnter={(event) => event.pointerType === "mouse" && props.setPointedKey(row.key)}
        onFocus={() => props.setFocusedKey(row.key)}
        className={clsx(
          "border-l-4 outline-offset-[-2px] transition-colors duration-500 motion-reduce:transition-none",
          props.marked ? "border-accent bg-accent-soft" : "border-transparent",
        )}
      >
        {content.type === "outgoing" ? (
          <OutgoingRow
            message={content.message}
            quoted={props.quoted}
            startsGroup={row.startsGroup}
            offline={props.offline}
            onRetry={props.onRetry}
            onDiscard={props.onDiscard}
          />
        ) : (
          <ConfirmedRow
            message={content.message}
            quoted={props.quoted}
            startsGroup={row.startsGroup}
            active={props.active}
            editing={props.editing}
            menuOpen={props.menuOpen}
            onHold={(held) => props.setHeldKey(held ? row.key : null)}
            onMenuOpenChange={(open) => props.setMenuKey(open ? row.key : null)}
            handlers={props.handlers}
          />
        )}
      </div>
      {props.readers ? <SeenBy readers={props.readers} /> : null}
    </div>
  );
});
