import type { Deps } from "../platform/deps";
import { listNewestRoomIds } from "./store/room-list";
import { askRoom } from "./tell";

/** Where somebody's other screens may be open; those that show an older room learn it with their next list of rooms. */
const roomsTold = 24;
/** A Worker has six simultaneous outgoing connections. */
const atOnce = 6;

/** Lets a person's screens ask for the list of rooms anew, whichever room they show. Nobody else hears of it. */
export async function tellOwnScreens(deps: Deps, userId: string): Promise<void> {
  const queue = await listNewestRoomIds(deps.db, userId, roomsTold);
  const work = async () => {
    for (let roomId = queue.shift(); roomId !== undefined; roomId = queue.shift()) {
      await askRoom(deps, roomId, (room) => room.notify(userId));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}
