import * as z from "zod/mini";
import { limits, roomMetaSchema, roomMetasSchema, type RoomMeta } from "../chat/schema";
import type { RoomSummary } from "../chat/schema";
import { getBrowserEffects } from "./browser-effects";
import type { Cancel, Effects } from "./effects";
import { createLeadership } from "./leadership";

type HeldRoom = Pick<RoomSummary, "id" | "rev" | "epoch">;

export type RoomsWatchOptions = {
  userId: string;
  /** My rooms as they are held now. */
  rooms(): readonly HeldRoom[];
  /** The one that has a connection of its own: it is no news here. */
  openRoomId(): string | null;
  /** Some of the others are no longer as they are held: load the list again. */
  onNews(): void;
  effects?: Effects;
};

const everyMs = { visible: 15_000, hidden: 60_000 } as const;
const mostErrors = 3;

const numbersSchema = z.object({ asked: z.array(z.string()), rooms: z.array(roomMetaSchema) });
type Numbers = z.infer<typeof numbersSchema>;

/**
 * Watches rooms that have no socket by their numbers, one page of a browser for all; ends when the returned function is
 * called.
 */
export function watchRooms(options: RoomsWatchOptions): Cancel {
  const { effects = getBrowserEffects(), userId } = options;
  let isLooking = false;
  let isStopped = false;
  let errors = 0;
  let dueAt = 0;
  let cancelTimer: Cancel = () => undefined;

  const leadership = createLeadership({
    effects,
    name: `plaza.rooms.1.${userId}`,
    onLead: () => wait(),
    onFollow: () => cancelTimer(),
    // Timers of a page in the background may be late.
    onCall: ({ isVisible }) => void (isVisible && effects.now() >= dueAt && void look()),
    onNews(data) {
      const { data: numbers } = numbersSchema.safeParse(data);
      if (numbers) compare(numbers);
    },
    onRequest: () => void look(),
  });

  function wait(): void {
    const usual = effects.isVisible() ? everyMs.visible : everyMs.hidden;
    const jitter = 0.8 + 0.4 * effects.random();
    const backoff = 2 ** Math.min(errors, mostErrors) * jitter;
    dueAt = effects.now() + Math.round(everyMs.visible * backoff);
    cancelTimer();
    cancelTimer = effects.after(Math.round(usual * backoff), () => void look());
  }

  async function look(): Promise<void> {
    if (isLooking || isStopped) return;
    isLooking = true;
    try {
      const numbers = await readNumbers(effects, options.rooms());
      leadership.tell(numbers);
      compare(numbers);
      errors = 0;
    } catch {
      // Only a glance; the room's own connection tells what is wrong.
      errors += 1;
    }
    isLooking = false;
    if (!isStopped && leadership.role() !== "following") wait();
  }

  function compare({ asked, rooms }: Numbers): void {
    if (isStopped) return;
    const ids = new Set(asked);
    const metas = new Map(rooms.map((meta) => [meta.roomId, meta]));
    const isNews = options
      .rooms()
      .filter(({ id }) => ids.has(id) && id !== options.openRoomId())
      .some((room) => differs(room, metas.get(room.id)));
    if (isNews) options.onNews();
  }

  const cancelWake = effects.onWake((wake) => {
    if (wake !== "visible" && wake !== "online") return;
    if (!leadership.ask(wake)) void look();
  });
  leadership.start();
  return () => {
    isStopped = true;
    leadership.stop();
    cancelWake();
    cancelTimer();
  };
}

async function readNumbers(effects: Effects, held: readonly HeldRoom[]): Promise<Numbers> {
  const numbers: Numbers = { asked: [], rooms: [] };
  for (let start = 0; start < held.length; start += limits.metaRooms) {
    const ids = held.slice(start, start + limits.metaRooms).map(({ id }) => id);
    const url = `/api/chat/meta?rooms=${ids.join(",")}`;
    const { rooms } = await effects.fetchJson(url, roomMetasSchema);
    numbers.asked.push(...ids);
    numbers.rooms.push(...rooms);
  }
  return numbers;
}

/** A room that is left out of the answer is none of mine any more. */
function differs(room: HeldRoom, meta: RoomMeta | undefined): boolean {
  return !meta || meta.rev !== room.rev || meta.epoch !== room.epoch;
}
