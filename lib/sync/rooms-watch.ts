import { limits, roomMetasSchema, type RoomMeta, type RoomSummary } from "../chat/schema";
import { getBrowserEffects } from "./browser-effects";
import type { Cancel, Effects } from "./effects";

export type RoomsWatchOptions = {
  /** The rooms of the list as they are held now. */
  rooms(): readonly Pick<RoomSummary, "id" | "rev" | "epoch">[];
  /** Some of them are no longer as they are held: load the list again. */
  onNews(): void;
  effects?: Effects;
};

const everyMs = { visible: 15_000, hidden: 60_000 } as const;
const mostErrors = 3;

/** Watches rooms that have no socket by their numbers; ends when the returned function is called. */
export function watchRooms(options: RoomsWatchOptions): Cancel {
  const { effects = getBrowserEffects() } = options;
  let isLooking = false;
  let isStopped = false;
  let errors = 0;
  let cancelTimer: Cancel = () => undefined;

  function wait(): void {
    const usual = effects.isVisible() ? everyMs.visible : everyMs.hidden;
    const jitter = 0.8 + 0.4 * effects.random();
    cancelTimer();
    cancelTimer = effects.after(
      Math.round(usual * 2 ** Math.min(errors, mostErrors) * jitter),
      () => void look(),
    );
  }

  async function look(): Promise<void> {
    if (isLooking || isStopped) return;
    isLooking = true;
    try {
      if (await hasNews(effects, options.rooms())) options.onNews();
      errors = 0;
    } catch {
      // Only a glance; the room's own connection tells what is wrong.
      errors += 1;
    }
    isLooking = false;
    if (!isStopped) wait();
  }

  const cancelWake = effects.onWake((wake) => {
    if (wake === "visible" || wake === "online") void look();
  });
  wait();
  return () => {
    isStopped = true;
    cancelWake();
    cancelTimer();
  };
}

async function hasNews(
  effects: Effects,
  held: readonly Pick<RoomSummary, "id" | "rev" | "epoch">[],
): Promise<boolean> {
  for (let start = 0; start < held.length; start += limits.metaRooms) {
    const part = held.slice(start, start + limits.metaRooms);
    const ids = part.map(({ id }) => id).join(",");
    const { rooms } = await effects.fetchJson(`/api/chat/meta?rooms=${ids}`, roomMetasSchema);
    const metas = new Map(rooms.map((meta) => [meta.roomId, meta]));
    if (part.some((room) => differs(room, metas.get(room.id)))) return true;
  }
  return false;
}

/** A room that is left out of the answer is none of mine any more. */
function differs(room: Pick<RoomSummary, "rev" | "epoch">, meta: RoomMeta | undefined): boolean {
  return !meta || meta.rev !== room.rev || meta.epoch !== room.epoch;
}
