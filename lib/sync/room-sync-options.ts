import type { Effects } from "./effects";

export type RoomSyncOptions = {
  roomId: string;
  /** My user id: tells my messages from others that carry the same client id. */
  userId: string;
  /** The browser's, unless a test brings its own. */
  effects?: Effects;
  /** How many messages are held of a room, and how many more at times. */
  held?: { most: number; slack: number };
};
