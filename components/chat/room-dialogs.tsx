"use client";

import dynamic from "next/dynamic";
import type { PresentUser, RoomSummary } from "@/lib/chat/schema";
import { toRoomName } from "@/lib/client/room-order";
import { toRoomRights } from "@/lib/client/room-rights";
import { useMe } from "./me";
import type { RoomDialogName } from "./room-menu";

// Loaded when first opened: none of them is needed to read and write.
const MembersDialog = dynamic(async () => (await import("./members-dialog")).MembersDialog);
const InviteDialog = dynamic(async () => (await import("./invite-dialog")).InviteDialog);
const EditRoomDialog = dynamic(async () => (await import("./edit-room-dialog")).EditRoomDialog);
const LeaveRoomDialog = dynamic(async () => (await import("./leave-room-dialog")).LeaveRoomDialog);

type RoomDialogsProps = {
  open: RoomDialogName | null;
  room: RoomSummary;
  present: readonly PresentUser[];
  onClose: () => void;
  onChanged: () => void;
  onLeft: () => void;
};

/** The dialog of a room that is open, if any. */
export function RoomDialogs({ open, room, present, onClose, onChanged, onLeft }: RoomDialogsProps) {
  const rights = toRoomRights(room, useMe().role);
  switch (open) {
    case "members":
      return (
        <MembersDialog
          roomId={room.id}
          roomName={toRoomName(room)}
          present={present}
          mayRemove={rights.manage}
          onClose={onClose}
        />
      );
    case "invite":
      return <InviteDialog room={room} onClose={onClose} />;
    case "edit":
      return (
        <EditRoomDialog
          room={room}
          onClose={onClose}
          onChanged={() => {
            onClose();
            onChanged();
          }}
        />
      );
    case "leave":
      return <LeaveRoomDialog room={room} onClose={onClose} onLeft={onLeft} />;
    case null:
      return null;
  }
}
