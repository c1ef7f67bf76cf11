import type { RoomSummary } from "@/lib/chat/schema";
import { forgetPagesOfOthers } from "@/lib/client/kept-pages";
import { openBrowserShelf } from "@/lib/sync/browser-shelf";
import { mostKept, type KeptRoom, type Shelf } from "@/lib/sync/shelf";
import type { RoomView } from "@/lib/sync/types";

/** Of one page: its person's shelf, and what is about to be kept. */
type Desk = {
  shelf: Shelf;
  views: Map<string, RoomView>;
  /** The room that was noted last: the open one. */
  open: RoomView | null;
  list: RoomSummary[] | null;
  timer: ReturnType<typeof setTimeout> | null;
};

/** Messages come in bursts. */
const gatherMs = 2_000;

const desks = new Map<string, Desk>();

/** What was kept of this person's rooms. Both never reject. */
export const findKeptRoom = (userId: string, roomId: string) => open(userId).shelf.findRoom(roomId);
export const findKeptList = (userId: string) => open(userId).shelf.findList();

/** Keeps the end of a room, soon; of one that is gone nothing stays. */
export function noteRoom(userId: string, view: RoomView): void {
  const desk = open(userId);
  if (view.status === "gone") {
    desk.views.delete(view.roomId);
    desk.open = null;
    void desk.shelf.removeRoom(view.roomId);
    return;
  }
  // Another part of the room: its end stays as it was kept.
  if (view.hasLater) return;
  const isSame = desk.open?.roomId === view.roomId && desk.open.messages === view.messages;
  desk.open = view;
  if (isSame && !desk.views.has(view.roomId)) return;
  desk.views.set(view.roomId, view);
  schedule(desk);
}

export function noteList(userId: string, rooms: RoomSummary[]): void {
  const desk = open(userId);
  desk.list = rooms;
  schedule(desk);
}

function open(userId: string): Desk {
  const known = desks.get(userId);
  if (known) return known;
  const shelf = openBrowserShelf(userId, () => forgetPagesOfOthers(userId));
  const desk: Desk = { shelf, views: new Map(), open: null, list: null, timer: null };
  desks.set(userId, desk);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "hidden") return;
    // Its messages are kept, but not that they are still all.
    if (desk.open) desk.views.set(desk.open.roomId, desk.open);
    void keep(desk);
  });
  return desk;
}

function schedule(desk: Desk): void {
  desk.timer ??= setTimeout(() => void keep(desk), gatherMs);
}

async function keep(desk: Desk): Promise<void> {
  if (desk.timer) clearTimeout(desk.timer);
  desk.timer = null;
  const { shelf, list, views } = desk;
  desk.list = null;
  desk.views = new Map();
  if (list) await shelf.keepList({ rooms: list, keptAt: Date.now() });
  for (const view of views.values()) await shelf.keepRoom(toKept(view));
}

function toKept({ roomId, messages, hasEarlier, connection }: RoomView): KeptRoom {
  return {
    roomId,
    messages: messages.slice(-mostKept.messages),
    hasEarlier: hasEarlier || messages.length > mostKept.messages,
    syncedAt: connection.lastSyncAt ?? Date.now(),
  };
}
