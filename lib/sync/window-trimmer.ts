import type { Cancel, Effects } from "./effects";
import type { HeldRoom } from "./catch-up";
import { lastSeqOf, trimAround } from "./room-state";

/**
 * How many messages a page holds of one room, and how many more it lets come in before it lets some go. With the pages
 * that may come while the screen settles it stays under 1,000.
 */
export const heldMessages = { most: 700, slack: 100 } as const;

/** Long enough for the screen to have drawn what came in at one end before the other end is cut. */
const settleMs = 250;

type WindowTrimmer = {
  lookAt(seq: number): void;
  lookedAt(): number | null;
  /** After every change of the room. */
  onChange(): void;
  stop: Cancel;
};

/** Keeps what is held of a room bounded, around what is looked at. */
export function createWindowTrimmer(
  effects: Pick<Effects, "after">,
  room: Pick<HeldRoom, "get" | "update">,
  { most, slack }: { most: number; slack: number },
): WindowTrimmer {
  let seq: number | null = null;
  let cancelTimer: Cancel | null = null;

  function trim(): void {
    cancelTimer = null;
    room.update((state) => trimAround(state, seq ?? lastSeqOf(state), most));
  }

  return {
    lookAt(next) {
      seq = next;
    },
    lookedAt: () => seq,
    onChange() {
      if (room.get().messages.length <= most + slack) return;
      cancelTimer ??= effects.after(settleMs, trim);
    },
    stop() {
      cancelTimer?.();
      cancelTimer = null;
    },
  };
}
