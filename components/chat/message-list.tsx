"use client";

import { useTranslations } from "next-intl";
import { useCallback, useImperativeHandle, useMemo, useRef, useState, type Ref } from "react";
import { Virtualizer, type VirtualizerHandle } from "virtua";
import { toLocalDay, toMessageRows, type MessageRow } from "@/lib/client/message-rows";
import type { RoomSync, RoomView } from "@/lib/sync/types";
import { EarlierMessages } from "./earlier-messages";
import { ListRow } from "./list-row";
import { useMe } from "./me";
import type { MessageHandlers } from "./message-row";
import { NewBelowButton } from "./new-below-button";
import { RoomStart } from "./room-start";
import { useListScroll } from "./use-list-scroll";
import { useReadMarker } from "./use-read-marker";
import { useRowFocus } from "./use-row-focus";

/** What the composer may ask of the list. */
export type MessageListHandle = { scrollToEnd: () => void };

type MessageListProps = {
  view: RoomView;
  sync: RoomSync;
  roomName: string;
  /** My read position when the room was opened; `null` for no divider. */
  readSeq: number | null;
  editingId: string | null;
  handlers: MessageHandlers;
  onRead: (seq: number) => void;
  ref: Ref<MessageListHandle>;
};

/** The messages of a room: virtualised, keeps its place, loads history when its start comes near. */
export function MessageList({
  view,
  sync,
  roomName,
  readSeq,
  editingId,
  handlers,
  onRead,
  ref,
}: MessageListProps) {
  const { messages, outgoing } = view;
  const t = useTranslations("chat.messages");
  const me = useMe();
  const lastSeq = messages[messages.length - 1]?.seq ?? null;
  const [unread] = useState(readSeq === null ? null : { after: readSeq, until: lastSeq ?? 0 });
  const rows = useMemo(
    () => toMessageRows(messages, outgoing, { meId: me.id, unread, dayOf: toLocalDay }),
    [messages, outgoing, me.id, unread],
  );
  const byId = useMemo(() => new Map(messages.map((message) => [message.id, message])), [messages]);

  const { hasEarlier, loadingEarlier } = view;
  const [earlierFailed, setEarlierFailed] = useState(false);
  const loadEarlier = useCallback(() => {
    if (!hasEarlier || loadingEarlier) return;
    sync.loadEarlier().then(
      () => setEarlierFailed(false),
      () => setEarlierFailed(true),
    );
  }, [hasEarlier, loadingEarlier, sync]);
  // After a failure only a press tries again: scrolling would knock many times a second.
  const onNearStart = useCallback(() => {
    if (!earlierFailed) loadEarlier();
  }, [earlierFailed, loadEarlier]);
  const list = useRef<VirtualizerHandle>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const scroll = useListScroll({ list, rows, onNearStart });
  const focus = useRowFocus(rows, list);
  const { scrollToEnd } = scroll;
  useReadMarker(lastSeq, scroll.atEnd, onRead);
  useImperativeHandle(ref, () => ({ scrollToEnd }), [scrollToEnd]);

  // What came in while the end was out of sight.
  const [seenSeq, setSeenSeq] = useState(lastSeq);
  if (scroll.atEnd && seenSeq !== lastSeq) setSeenSeq(lastSeq);
  const newBelow = useMemo(
    () => messages.filter(({ seq, authorId }) => seq > (seenSeq ?? 0) && authorId !== me.id).length,
    [messages, seenSeq, me.id],
  );

  const editingIndex = rows.findIndex(
    ({ content }) => content.type === "message" && content.message.id === editingId,
  );
  const keepMounted = useMemo(() => (editingIndex < 0 ? [] : [editingIndex]), [editingIndex]);

  const renderRow = (row: MessageRow, index: number) => {
    const { content } = row;
    const replyTo = content.message.replyTo;
    return (
      <ListRow
        key={row.key}
        row={row}
        quoted={replyTo === null ? undefined : (byId.get(replyTo) ?? null)}
        intro={index === 0 && !hasEarlier ? <RoomStart name={roomName} /> : null}
        last={index === rows.length - 1}
        active={focus.activeKey === row.key}
        tabbable={focus.tabKey === row.key}
        editing={content.type === "message" && content.message.id === editingId}
        menuOpen={focus.menuKey === row.key}
        handlers={handlers}
        offline={content.type === "outgoing" && view.connection.mode === "offline"}
        onRetry={sync.retry}
        onDiscard={sync.discard}
        setMenuKey={focus.setMenuKey}
        setPointedKey={focus.setPointedKey}
        setFocusedKey={focus.setFocusedKey}
      />
    );
  };

  return (
    <div className="relative min-h-0 flex-1">
      <EarlierMessages
        loading={loadingEarlier}
        failed={hasEarlier && earlierFailed}
        onLoad={loadEarlier}
      />
      <div
        ref={scroller}
        role="log"
        // Off: history that is scrolled in would be read out; `Announcer` speaks of new messages.
        aria-live="off"
        aria-label={t("label", { name: roomName })}
        onKeyDown={focus.onKeyDown}
        onFocus={() => focus.setHasFocus(true)}
        onBlur={(event) => focus.setHasFocus(event.currentTarget.contains(event.relatedTarget))}
        onPointerLeave={() => focus.setPointedKey(null)}
        className="absolute inset-0 flex flex-col overflow-x-hidden overflow-y-auto overscroll-contain [overflow-anchor:none]"
      >
        <div className="min-h-0 flex-1" />
        {rows.length === 0 ? <RoomStart name={roomName} /> : null}
        <Virtualizer
          ref={list}
          scrollRef={scroller}
          data={rows}
          shift={scroll.shift}
          keepMounted={keepMounted}
          onScroll={scroll.onScroll}
          onResize={scroll.onResize}
        >
          {renderRow}
        </Virtualizer>
      </div>
      {scroll.atEnd ? null : <NewBelowButton count={newBelow} onPress={scrollToEnd} />}
    </div>
  );
}
