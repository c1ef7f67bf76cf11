import type { Cancel, Effects } from "./effects";
import type { RoomApi } from "./room-api";

export type ReadMarker = {
  mark(seq: number): void;
  /**
   * The position was put back to `seq` on purpose: nothing up to `restUntil` is marked as read any more. The answer
   * undoes this, for when it could not be put back.
   */
  putBack(seq: number, restUntil: number): () => void;
  /** What was sent on the socket before now has arrived. */
  onPong(): void;
  /** A fresh connection: what may have been lost is sent again. */
  flush(): void;
  /** Sends what is still gathered, now. */
  hurry(): void;
};

type MarkerOptions = {
  effects: Effects;
  api: Pick<RoomApi, "markRead">;
  /** Over the live socket; false without one. */
  sendFrame(seq: number): boolean;
};

const gatherMs = 500;

/** Moves my read position forward, as seldom as it can. The server ignores what it knows, so repeating is safe. */
export function createReadMarker({ effects, api, sendFrame }: MarkerOptions): ReadMarker {
  let wanted = 0;
  let sent = 0;
  let confirmed = 0;
  let restUntil = 0;
  let isPosting = false;
  let cancelTimer: Cancel | null = null;

  async function send(): Promise<void> {
    cancelTimer?.();
    cancelTimer = null;
    if (wanted <= confirmed || isPosting) return;
    if (sendFrame(wanted)) {
      sent = wanted;
      return;
    }
    isPosting = true;
    const posted = wanted;
    try {
      await api.markRead(posted);
      confirmed = Math.max(confirmed, posted);
    } catch {
      // Only a position: the next mark or the next connection brings it.
      return;
    } finally {
      isPosting = false;
    }
    if (wanted > posted) schedule();
  }

  function schedule(): void {
    cancelTimer ??= effects.after(gatherMs, () => void send());
  }

  return {
    mark(seq) {
      if (seq <= wanted || seq <= restUntil) return;
      wanted = seq;
      schedule();
    },
    putBack(seq, until) {
      const before = { wanted, sent, confirmed, restUntil };
      cancelTimer?.();
      cancelTimer = null;
      wanted = sent = confirmed = seq;
      restUntil = until;
      return () => ({ wanted, sent, confirmed, restUntil } = before);
    },
    onPong() {
      confirmed = Math.max(confirmed, sent);
    },
    flush: () => void send(),
    hurry() {
      if (cancelTimer) void send();
    },
  };
}
