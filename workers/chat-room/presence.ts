import type { ServerFrame } from "../../lib/chat/schema";
import type { RoomSockets } from "./sockets";

/** A list of names longer than this tells nobody anything. */
export const presenceBound = 100;

/**
 * Tells who is here, gathering comings and goings: a thousand people who join at once must not make a million frames.
 */
export function createPresence(sockets: () => RoomSockets) {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let lastTold = "";

  const frame = (): ServerFrame => {
    return { type: "presence", users: sockets().listUsers(presenceBound) };
  };

  return {
    frame,
    changed() {
      if (timer) return;
      const delayMs = sockets().size > presenceBound ? 1000 : 50;
      timer = setTimeout(() => {
        timer = null;
        const now = frame();
        const text = JSON.stringify(now);
        if (text !== lastTold) sockets().broadcast(now);
        lastTold = text;
      }, delayMs);
    },
  };
}
