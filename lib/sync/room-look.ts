import { catchUp, type HeldRoom } from "./catch-up";
import type { Look } from "./poller";
import type { RoomApi } from "./room-api";
import type { RoomLine } from "./room-line";
import { hear, isBehind } from "./room-state";

/** Looks at the room's numbers, unless told to fetch at once, and fetches what is missing; others of the browser hear of it. */
export function createRoomLook(api: RoomApi, room: HeldRoom, line: Pick<RoomLine, "tell">) {
  const shared: RoomApi = {
    ...api,
    async changesSince(since, heardRev) {
      const page = await api.changesSince(since, heardRev);
      line.tell({ type: "changes", page, since });
      return page;
    },
  };
  return async (kind: Look): Promise<void> => {
    if (kind === "check" && !isBehind(room.get())) {
      const meta = await api.meta();
      room.update((state) => hear(state, meta));
      if (!isBehind(room.get())) return;
    }
    await catchUp(shared, room);
  };
}
