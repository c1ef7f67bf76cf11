"use client";

import { OnDemand } from "@/components/ui/on-demand";
import type { PresentUser, RoomSummary } from "@/lib/chat/schema";
import { toRoomName } from "@/lib/client/room-order";
import { toRoomRights } from "@/lib/client/room-rights";
import { useMe } from "./me";
import type { RoomDialogName } from "./room-menu";

// Loaded when first opened: none of them is needed to read and write.
const loadMembersDialog = async () => (await import("./members-dialog")).MembersDialog;
const loadInviteDialog = async () => (await import("./invite-dialog")).InviteDialog;
const loadEditRoomDialog = async () => (await import("./edit-room-dialog")).EditRoomDialog;
const loadLeaveRoomDialog = async () => (await import("./leave-room-dialog")).LeaveRoomDialog;

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
        <OnDemand load={loadMembersDialog} onFailure={onClose}>
          {(MembersDialog) => (
            <MembersDialog
              roomId={room.id}
              roomName={toRoomName(room)}
              present={present}
              mayRemove={rights.manage}
              onClose={onClose}
            />
          )}
        </OnDemand>
      );
    case "invite":
      return (
        <OnDemand load={loadInviteDialog} onFailure={onClose}>
          {(InviteDialog) => <InviteDialog room={room} onClose={onClose} />}
        </OnDemand>
      );
    case "edit":
      return (
        <OnDemand load={loadEditRoomDialog} onFailure={onClose}>
          {(EditRoomDialog) => (
            <EditRoomDialog
              room={room}
              onClose={onClose}
              onChanged={() => {
                onClose();
                onChanged();
              }}
            />
          )}
        </OnDemand>
      );
    case "leave":
      return (
        <OnDemand load={loadLeaveRoomDialog} onFailure={onClose}>
          {(LeaveRoomDialog) => <LeaveRoomDialog room={room} onClose={onClose} onLeft={onLeft} />}
        </OnDemand>
      );
    case null:
      return null;
  }
}
