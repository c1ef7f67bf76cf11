"use client";

import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from "react";
import { OnDemand } from "@/components/ui/on-demand";
import type { Message, RoomSummary } from "@/lib/chat/schema";
import { findLastOwn } from "@/lib/client/message-rows";
import type { RoomSync, RoomView } from "@/lib/sync/types";
import { Announcer } from "./announcer";
import { Composer } from "./composer";
import { DropHint } from "./drop-hint";
import { JoinBar } from "./join-bar";
import { useMe } from "./me";
import { MessageList, type MessageListHandle } from "./message-list";
import type { MessageHandlers } from "./message-row";
import { TypingLine } from "./typing-line";
import { useFileDrop } from "./use-file-drop";
import type { Rooms } from "./use-rooms";
import { useUnsentGuard } from "./use-unsent-guard";
import { useUploads } from "./use-uploads";

const loadDeleteDialog = async () => (await import("./delete-message-dialog")).DeleteMessageDialog;
const loadShareDialog = async () => (await import("./share-image-dialog")).ShareImageDialog;

type RoomConversationProps = {
  roomId: string;
  /** Undefined while the list of rooms is not known, or without it. */
  room: RoomSummary | undefined;
  roomName: string;
  isReady: boolean;
  sync: RoomSync;
  view: RoomView;
  noteHere: Rooms["noteHere"];
  onJoined: () => Promise<void>;
  /** Shown until it is ready. */
  skeletons: ReactNode;
};

/** The messages and the composer, and what goes on between them. */
export function RoomConversation(props: RoomConversationProps) {
  const { roomId, room, roomName, sync, view, noteHere } = props;
  const me = useMe();
  const [editingId, setEditingId] = useState<string | null>(null);
  const [deleting, setDeleting] = useState<Message | null>(null);
  const [sharing, setSharing] = useState<Message | null>(null);
  const list = useRef<MessageListHandle>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const isMember = room === undefined || room.myRole !== null;
  const uploads = useUploads();
  const drop = useFileDrop(isMember && props.isReady ? uploads.add : null);
  useUnsentGuard(view.outgoing.length > 0 || uploads.list.length > 0);

  const handlers: MessageHandlers = useMemo(
    () => ({
      onEdit: (message) => setEditingId(message.id),
      onDelete: setDeleting,
      onShare: setSharing,
      onSave: (message, body) => sync.edit(message.id, body),
      onEditorClose: () => {
        setEditingId(null);
        field.current?.focus();
      },
    }),
    [sync],
  );

  const editLast = () => {
    // While my last one is on its way, the one before is not what I mean.
    if (view.outgoing.length === 0) setEditingId(findLastOwn(view.messages, me.id)?.id ?? null);
  };

  const last = view.messages[view.messages.length - 1];
  const lastSeq = last?.seq ?? 0;
  const lastMessageAt = last?.createdAt ?? null;
  // Keeps the room's place and count in the list right while it is open but not read to its end.
  useEffect(() => {
    if (lastSeq > 0) noteHere(roomId, { readSeq: 0, lastSeq, lastMessageAt });
  }, [noteHere, roomId, lastSeq, lastMessageAt]);
  const onRead = useCallback(
    (seq: number) => {
      if (isMember) sync.markRead(seq);
      noteHere(roomId, { readSeq: seq, lastSeq: Math.max(seq, lastSeq), lastMessageAt });
    },
    [isMember, sync, noteHere, roomId, lastSeq, lastMessageAt],
  );

  return (
    <div className="relative flex min-h-0 flex-1 flex-col" {...drop.handlers}>
      {drop.isOver ? <DropHint /> : null}
      {props.isReady ? (
        <>
          <MessageList
            ref={list}
            view={view}
            sync={sync}
            roomName={roomName}
            readSeq={room && room.myRole !== null ? room.readSeq : null}
            editingId={editingId}
            handlers={handlers}
            onRead={onRead}
          />
          <Announcer messages={view.messages} />
        </>
      ) : (
        props.skeletons
      )}
      <TypingLine typing={view.typing} />
      {isMember ? (
        <Composer
          roomId={roomId}
          roomName={roomName}
          field={field}
          uploads={uploads}
          onSend={(body, files) => {
            sync.post(body, { files });
            list.current?.scrollToEnd();
          }}
          onTyping={() => sync.typing()}
          onEditLast={editLast}
        />
      ) : (
        <JoinBar roomId={roomId} onJoined={props.onJoined} />
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
      {sharing ? (
        <OnDemand load={loadShareDialog} onFailure={() => setSharing(null)}>
          {(ShareImageDialog) => (
            <ShareImageDialog
              message={sharing}
              onPost={isMember ? (link) => sync.post(link) : null}
              onClose={() => setSharing(null)}
              onClosed={() => field.current?.focus()}
            />
          )}
        </OnDemand>
      ) : null}
    </div>
  );
}
