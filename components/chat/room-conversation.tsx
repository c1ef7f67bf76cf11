"use client";

import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from "react";
import { OnDemand } from "@/components/ui/on-demand";
import type { Message, RoomSummary } from "@/lib/chat/schema";
import { findLastOwn } from "@/lib/client/message-rows";
import { toRoomRights } from "@/lib/client/room-rights";
import type { RoomSync, RoomView } from "@/lib/sync/types";
import { Announcer } from "./announcer";
import { Composer, type ComposerHandle } from "./composer";
import { useMe } from "./me";
import { MessageList, type MessageListHandle } from "./message-list";
import type { MessageOrder } from "./message-order-dialogs";
import type { MessageHandlers } from "./message-row";
import { RoomStart } from "./room-start";
import { TypingLine } from "./typing-line";
import { useJump, type JumpTarget } from "./use-jump";
import { useMessageMarks } from "./use-message-marks";
import { useAuthorNames } from "./use-name";
import { useFileDrop } from "./use-file-drop";
import { useIsBefore } from "./use-is-before";
import type { Rooms } from "./use-rooms";
import { useSeenBy } from "./use-seen-by";
import { useUnsentGuard } from "./use-unsent-guard";
import { useSendHold } from "./use-send-hold";
import { useUploads } from "./use-uploads";

const loadDeleteDialog = async () => (await import("./delete-message-dialog")).DeleteMessageDialog;
const loadArchiveBar = async () => (await import("./archive-bar")).ArchiveBar;
const loadDropHint = async () => (await import("./drop-hint")).DropHint;
const loadJoinBar = async () => (await import("./join-bar")).JoinBar;
const loadStandingNotice = async () => (await import("./standing-notice")).StandingNotice;
const loadOrderDialogs = async () => (await import("./message-order-dialogs")).MessageOrderDialogs;
const loadShareDialog = async () => (await import("./share-image-dialog")).ShareImageDialog;

type RoomConversationProps = {
  roomId: string;
  /** Undefined while the list of rooms is not known, or without it. */
  room: RoomSummary | undefined;
  roomName: string;
  isReady: boolean;
  /** Another one has the list begin anew. */
  beginning: string;
  /** Over the list. */
  notice: ReactNode;
  /** The message that the address asks for, and how to ask for another, or for none. */
  target: JumpTarget;
  onTarget: (messageId: string | null) => void;
  sync: RoomSync;
  view: RoomView;
  noteHere: Rooms["noteHere"];
  onPutBack: Rooms["putBack"];
  onJoined: () => Promise<void>;
  /** The room itself is another now. */
  onChanged: () => Promise<void>;
  /** Shown until it is ready. */
  skeletons: ReactNode;
};

/** The messages and the composer, and what goes on between them. */
export function RoomConversation(props: RoomConversationProps) {
  const { roomId, room, roomName, sync, view, noteHere, onTarget, onPutBack } = props;
  const me = useMe();
  const [editingId, setEditingId] = useState<string | null>(null);
  const [deleting, setDeleting] = useState<Message | null>(null);
  const [ordering, setOrdering] = useState<MessageOrder | null>(null);
  const [sharing, setSharing] = useState<Message | null>(null);
  const list = useRef<MessageListHandle>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const composer = useRef<ComposerHandle>(null);
  const isMember = room === undefined || room.myRole !== null;
  const isArchived = (room?.archivedAt ?? null) !== null;
  useAuthorNames(view.messages);
  const hold = useSendHold(room, view);
  const isMuted = useIsBefore(hold?.kind === "muted" ? hold.until : 0);
  const mayWrite = isMember && !isArchived && !isMuted;
  const keepsOrder = room !== undefined && toRoomRights(room, me.role).keepOrder;
  const uploads = useUploads();
  const drop = useFileDrop(isMember && !isArchived && props.isReady ? uploads.add : null);
  const isHeldByPage = view.outgoing.some(({ storage }) => storage !== "durable");
  useUnsentGuard(isHeldByPage || uploads.list.length > 0);

  const jump = useJump({ sync, list, target: props.target, onTarget });
  const seenBy = useSeenBy(roomId, view, room !== undefined && isMember);

  // What I put back on purpose stays unread until more comes, however long I look at it.
  const [putBack, setPutBack] = useState<{ before: number; restUntil: number } | null>(null);
  const putReadingBack = useCallback(
    (seq: number) => {
      setPutBack({ before: seq, restUntil: sync.getView().newestSeq });
      onPutBack(roomId, seq - 1);
    },
    [sync, onPutBack, roomId],
  );
  const marks = useMessageMarks({ roomId, room, mayWrite, sync, onPutBack: putReadingBack });

  const handlers: MessageHandlers = useMemo(
    () => ({
      ...marks,
      onJump: onTarget,
      onEdit: mayWrite ? (message) => setEditingId(message.id) : undefined,
      onDelete: setDeleting,
      onShare: setSharing,
      onReport: (message) => setOrdering({ deed: "report", message }),
      onOrder: keepsOrder ? (message) => setOrdering({ deed: "order", message }) : undefined,
      onSave: (message, body) => sync.edit(message.id, body),
      onEditorClose: () => {
        setEditingId(null);
        field.current?.focus();
      },
      onReply: mayWrite ? (message) => composer.current?.reply(message) : undefined,
    }),
    [sync, mayWrite, marks, onTarget, keepsOrder],
  );

  const editLast = () => {
    // While my last one is on its way, the one before is not what I mean.
    if (mayWrite && view.outgoing.length === 0)
      setEditingId(findLastOwn(view.messages, me.id)?.id ?? null);
  };

  const last = view.messages[view.messages.length - 1];
  const lastSeq = last?.seq ?? 0;
  const lastMessageAt = last?.createdAt ?? null;
  const { hasLater } = view;
  const restUntil = putBack?.restUntil ?? 0;
  // Keeps the room's place and count in the list right while it is open but not read to its end.
  useEffect(() => {
    if (lastSeq > 0 && !hasLater) noteHere(roomId, { readSeq: 0, lastSeq, lastMessageAt });
  }, [noteHere, roomId, lastSeq, lastMessageAt, hasLater]);
  const onRead = useCallback(
    (seq: number) => {
      if (seq <= restUntil) return;
      if (isMember) sync.markRead(seq);
      noteHere(roomId, { readSeq: seq, lastSeq: Math.max(seq, lastSeq), lastMessageAt });
    },
    [isMember, sync, noteHere, roomId, lastSeq, lastMessageAt, restUntil],
  );

  return (
    <div className="relative flex min-h-0 flex-1 flex-col" {...drop.handlers}>
      {drop.isOver ? (
        <OnDemand load={loadDropHint} onFailure={() => undefined}>
          {(DropHint) => <DropHint />}
        </OnDemand>
      ) : null}
      {props.isReady && !jump.isArriving ? (
        <>
          {props.notice}
          <MessageList
            key={props.beginning}
            ref={list}
            view={view}
            sync={sync}
            roomName={roomName}
            start={<RoomStart name={roomName} kind={room?.kind} mayWrite={mayWrite} />}
            readSeq={room && room.myRole !== null ? room.readSeq : null}
            putBackTo={putBack === null ? null : putBack.before - 1}
            editingId={editingId}
            handlers={handlers}
            seenBy={seenBy}
            standing={jump.standing}
            goBack={jump.goBack}
            onNewest={jump.goToNewest}
            onRead={onRead}
          />
          <Announcer key={String(hasLater)} messages={view.messages} />
        </>
      ) : (
        props.skeletons
      )}
      <TypingLine typing={view.typing} />
      {hold && isMember && !isArchived ? (
        <OnDemand load={loadStandingNotice} onFailure={() => undefined}>
          {(StandingNotice) => <StandingNotice hold={hold} />}
        </OnDemand>
      ) : null}
      {room && isArchived ? (
        <OnDemand load={loadArchiveBar} onFailure={() => undefined}>
          {(ArchiveBar) => <ArchiveBar room={room} onChanged={props.onChanged} />}
        </OnDemand>
      ) : isMember ? (
        <Composer
          isHeld={() => hold !== null && hold.until > Date.now()}
          ref={composer}
          roomId={roomId}
          roomName={roomName}
          field={field}
          uploads={uploads}
          messages={view.messages}
          onSend={(body, options) => {
            const kept = sync.post(body, options);
            jump.goToNewest();
            return kept;
          }}
          onTyping={() => sync.typing()}
          onEditLast={editLast}
        />
      ) : (
        <OnDemand
          load={loadJoinBar}
          fallback={<div className="h-22 md:h-24" />}
          onFailure={() => undefined}
        >
          {(JoinBar) => <JoinBar roomId={roomId} onJoined={props.onJoined} />}
        </OnDemand>
      )}
      {deleting ? (
        <OnDemand load={loadDeleteDialog} onFailure={() => setDeleting(null)}>
          {(DeleteMessageDialog) => (
            <DeleteMessageDialog
              message={deleting}
              onDelete={(messageId) => sync.remove(messageId)}
              onClose={() => setDeleting(null)}
              onClosed={() => field.current?.focus()}
            />
          )}
        </OnDemand>
      ) : null}
      {ordering ? (
        <OnDemand load={loadOrderDialogs} onFailure={() => setOrdering(null)}>
          {(MessageOrderDialogs) => (
            <MessageOrderDialogs
              order={ordering}
              onClose={() => setOrdering(null)}
              onClosed={() => field.current?.focus()}
            />
          )}
        </OnDemand>
      ) : null}
      {sharing ? (
        <OnDemand load={loadShareDialog} onFailure={() => setSharing(null)}>
          {(ShareImageDialog) => (
            <ShareImageDialog
              message={sharing}
              onPost={isMember ? (link) => void sync.post(link) : null}
              onClose={() => setSharing(null)}
              onClosed={() => field.current?.focus()}
            />
          )}
        </OnDemand>
      ) : null}
    </div>
  );
}
