"use client";

import { OnDemand } from "@/components/ui/on-demand";
import type { PresentUser, RoomSummary } from "@/lib/chat/schema";
import { toRoomName } from "@/lib/client/room-order";
import { toRoomRights } from "@/lib/client/room-rights";
import type { RoomSync } from "@/lib/sync/types";
import { useMe } from "./me";
import type { RoomDialogName } from "./room-menu";

// Loaded when first opened: none of them is needed to read and write.
const loadPinsDialog = async () => (await import("./pins-dialog")).PinsDialog;
const loadMembersDialog = async () => (await import("./members-dialog")).MembersDialog;
const loadInviteDialog = async () => (await import("./invite-dialog")).InviteDialog;
const loadProgramsDialog = async () =>
  (await import("@/components/programs/room-programs-dialog")).RoomProgramsDialog;
const loadEditRoomDialog = async () => (await import("./edit-room-dialog")).EditRoomDialog;
const loadArchiveRoomDialog = async () => (await import("./archive-room-dialog")).ArchiveRoomDialog;
const loadExportDialog = async () => (await import("./export-dialog")).ExportDialog;
const loadLeaveRoomDialog = async () => (await import("./leave-room-dialog")).LeaveRoomDialog;

type RoomDialogsProps = {
  open: RoomDialogName | null;
  room: RoomSummary;
  present: readonly PresentUser[];
  sync: RoomSync;
  onTarget: (messageId: string) => void;
  onClose: () => void;
  onChanged: () => void;
  onLeft: () => void;
};

/** The dialog of a room that is open, if any. */
export function RoomDialogs(props: RoomDialogsProps) {
  const { open, room, present, onClose, onChanged, onLeft } = props;
  const rights = toRoomRights(room, useMe().role);
  switch (open) {
    case "pins":
      return (
        <OnDemand load={loadPinsDialog} onFailure={onClose}>
          {(PinsDialog) => (
            <PinsDialog
              room={room}
              onUnpin={(messageId) => props.sync.pin(messageId, false)}
              onTarget={props.onTarget}
              onClose={onClose}
            />
          )}
        </OnDemand>
      );
    case "members":
      return (
        <OnDemand load={loadMembersDialog} onFailure={onClose}>
          {(MembersDialog) => (
            <MembersDialog
              roomId={room.id}
              roomName={toRoomName(room)}
              present={present}
              mayRemove={rights.manage}
              keepsOrder={rights.keepOrder}
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
    case "programs":
      return (
        <OnDemand load={loadProgramsDialog} onFailure={onClose}>
          {(RoomProgramsDialog) => (
            <RoomProgramsDialog room={room} mayManage={rights.manage} onClose={onClose} />
          )}
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
    case "archive":
      return (
        <OnDemand load={loadArchiveRoomDialog} onFailure={onClose}>
          {(ArchiveRoomDialog) => (
            <ArchiveRoomDialog room={room} onClose={onClose} onArchived={onChanged} />
          )}
        </OnDemand>
      );
    case "export":
      return (
        <OnDemand load={loadExportDialog} onFailure={onClose}>
          {(ExportDialog) => <ExportDialog room={room} onClose={onClose} />}
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
