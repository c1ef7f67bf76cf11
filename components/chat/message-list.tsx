"use client";

import { useTranslations } from "next-intl";
import { useImperativeHandle, useMemo, useRef, useState, type ReactNode, type Ref } from "react";
import { Virtualizer, type VirtualizerHandle } from "virtua";
import { OnDemand } from "@/components/ui/on-demand";
import { toLocalDay, toMessageRows, type MessageRow } from "@/lib/client/message-rows";
import type { RoomSync, RoomView } from "@/lib/sync/types";
import { ListGap, gapHeight } from "./list-gap";
import { ListRow } from "./list-row";
import { useMe } from "./me";
import type { MessageHandlers } from "./message-row";
import { NewBelowButton } from "./new-below-button";
import { useFarPages } from "./use-far-pages";
import type { Standing } from "./use-jump";
import { useListScroll, type ListPlace } from "./use-list-scroll";
import { useNewBelow } from "./use-new-below";
import { useReadMarker } from "./use-read-marker";
import { isMeant, useReveal } from "./use-reveal";
import { useRowFocus } from "./use-row-focus";
import { useRowLetters } from "./use-row-letters";
import type { SeenBy } from "./use-seen-by";
import { useShownRows } from "./use-shown-rows";

const loadBackButton = async () => (await import("./back-button")).BackButton;

/** What the rest of the room may ask of the list. */
export type MessageListHandle = {
  /** Stays at the end, at once or as soon as it is loaded. */
  stickToEnd: () => void;
  place: () => ListPlace;
  /** The row that has the focus, itself or something in it. */
  focusedKey: () => string | null;
};

type MessageListProps = {
  view: RoomView;
  sync: RoomSync;
  roomName: string;
  /** Stands above the very first message. */
  start: ReactNode;
  /** My read position when the room was opened; `null` for no divider. */
  readSeq: number | null;
  /** Where I have put it back to since. */
  putBackTo: number | null;
  editingId: string | null;
  handlers: MessageHandlers;
  seenBy: SeenBy;
  standing: Standing;
  goBack: (() => void) | null;
  onNewest: () => void;
  onRead: (seq: number) => void;
  ref: Ref<MessageListHandle>;
};

/** The messages of a room: virtualised, keeps its place, loads what lies beyond when an end comes near. */
export function MessageList(props: MessageListProps) {
  const { view, sync, roomName, readSeq, putBackTo: after, editingId, handlers } = props;
  const { seenBy, standing, goBack, onNewest, onRead, ref } = props;
  const { messages, outgoing, hasEarlier, hasLater } = view;
  const t = useTranslations("chat.messages");
  const me = useMe();
  const lastSeq = messages[messages.length - 1]?.seq ?? null;
  const [opened] = useState(readSeq === null ? null : { after: readSeq, until: view.newestSeq });
  const unread = useMemo(
    () => (after === null ? opened : { after, until: Infinity }),
    [after, opened],
  );
  const wanted = useMemo(
    () => toMessageRows(messages, outgoing, { meId: me.id, unread, dayOf: toLocalDay }),
    [messages, outgoing, me.id, unread],
  );
  const { rows, shift, part } = useShownRows(wanted);
  const byId = useMemo(() => new Map(messages.map((message) => [message.id, message])), [messages]);

  const list = useRef<VirtualizerHandle>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const far = useFarPages(sync, view);
  const target = standing === null ? undefined : rows.find((row) => isMeant(row, standing));
  const scroll = useListScroll({
    list,
    rows,
    part,
    hasLater,
    targetKey: target?.key ?? null,
    onNearStart: far.onNearStart,
    onNearEnd: far.onNearEnd,
    onLook: ({ content }) => content.type === "message" && sync.lookAt(content.message.seq),
  });
  const reveal = useReveal({ standing, rows, scroller, standAt: scroll.standAt });
  const focus = useRowFocus(rows, list, useRowLetters(handlers));
  useReadMarker(lastSeq, scroll.atEnd, onRead);
  const { stickToEnd, place } = scroll;
  const { focusedKey } = focus;
  useImperativeHandle(ref, () => ({ stickToEnd, place, focusedKey: () => focusedKey }), [
    stickToEnd,
    place,
    focusedKey,
  ]);
  const newBelow = useNewBelow(view, scroll.atEnd);

  const editingIndex = rows.findIndex(
    ({ content }) => content.type === "message" && content.message.id === editingId,
  );
  const keepMounted = useMemo(() => (editingIndex < 0 ? [] : [editingIndex]), [editingIndex]);
  const firstOutgoing = hasLater
    ? rows.findIndex(({ content }) => content.type === "outgoing")
    : -1;
  const gapBelow = <ListGap where="later" failed={far.laterFailed} onLoad={far.loadLater} />;

  const renderRow = (row: MessageRow, index: number) => {
    const { content } = row;
    const replyTo = content.message.replyTo;
    const isLastRead = content.type === "message" && content.message.id === seenBy.lastReadId;
    return (
      <ListRow
        key={row.key}
        row={row}
        quoted={replyTo === null ? undefined : (byId.get(replyTo) ?? null)}
        gap={index === firstOutgoing ? gapBelow : null}
        last={index === rows.length - 1}
        active={focus.activeKey === row.key}
        tabbable={focus.tabKey === row.key}
        marked={reveal.markedKey === row.key}
        editing={content.type === "message" && content.message.id === editingId}
        menuOpen={focus.menuKey === row.key}
        handlers={handlers}
        readers={isLastRead ? seenBy.readers : null}
        offline={content.type === "outgoing" && view.connection.mode === "offline"}
        onRetry={sync.retry}
        onDiscard={sync.discard}
        setMenuKey={focus.setMenuKey}
        setHeldKey={focus.setHeldKey}
        setPointedKey={focus.setPointedKey}
        setFocusedKey={focus.setFocusedKey}
      />
    );
  };

  return (
    <div className="relative min-h-0 flex-1">
      <div
        ref={scroller}
        role="log"
        // Off: history that is scrolled in would be read out; `Announcer` speaks of new messages.
        aria-live="off"
        aria-label={t("label", { name: roomName })}
        aria-busy={view.loadingEarlier || view.loadingLater}
        data-held={messages.length}
        onKeyDown={focus.onKeyDown}
        onFocus={() => focus.setHasFocus(true)}
        onBlur={(event) => focus.setHasFocus(event.currentTarget.contains(event.relatedTarget))}
        onPointerLeave={() => focus.setPointedKey(null)}
        className="absolute inset-0 flex flex-col overflow-x-hidden overflow-y-auto overscroll-contain [overflow-anchor:none]"
      >
        <div className="min-h-0 flex-1" />
        {hasEarlier ? (
          <ListGap where="earlier" failed={far.earlierFailed} onLoad={far.loadEarlier} />
        ) : (
          props.start
        )}
        <Virtualizer
          key={part}
          ref={list}
          scrollRef={scroller}
          data={rows}
          shift={shift}
          startMargin={gapHeight}
          keepMounted={keepMounted}
          onScroll={scroll.onScroll}
          onResize={scroll.onResize}
        >
          {renderRow}
        </Virtualizer>
        {hasLater && firstOutgoing < 0 ? gapBelow : null}
      </div>
      <p role="status" className="sr-only">
        {reveal.said}
      </p>
      {goBack ? (
        <OnDemand load={loadBackButton} onFailure={() => undefined}>
          {(BackButton) => <BackButton onPress={goBack} />}
        </OnDemand>
      ) : null}
      {scroll.atEnd ? null : (
        <NewBelowButton count={newBelow} onPress={hasLater ? onNewest : scroll.scrollToEnd} />
      )}
    </div>
  );
}
