import * as z from "zod/mini";
import { messageSchema, roomSummarySchema, type RoomSummary } from "../chat/schema";

/** The newest messages of a room as this browser held them last; as many as a newest page has. */
export const keptRoomSchema = z.object({
  roomId: z.string(),
  messages: z.array(messageSchema),
  /** The room has older ones than these. */
  hasEarlier: z.boolean(),
  /** When the browser last knew that it held everything (ms since the epoch). */
  syncedAt: z.number(),
});
export type KeptRoom = z.infer<typeof keptRoomSchema>;

export const keptListSchema = z.object({
  rooms: z.array(roomSummarySchema),
  keptAt: z.number(),
});
export type KeptList = { rooms: RoomSummary[]; keptAt: number };

export const mostKept = { rooms: 20, messages: 50, listed: 200 } as const;

/**
 * What one person saw last, for when there is no network, or a slow one. It is shown and never merged with what the
 * server says, so that it may be old, but cannot mix. Everything in it is the person's who claimed it last: for anybody
 * else it is empty, and what they keep is dropped. Each method resolves, also where nothing can be kept.
 */
export interface Shelf {
  findList(): Promise<KeptList | null>;
  findRoom(roomId: string): Promise<KeptRoom | null>;
  /** Of rooms that are not in the list any more nothing stays. */
  keepList(list: KeptList): Promise<void>;
  /** The least recently kept rooms make place. */
  keepRoom(room: KeptRoom): Promise<void>;
  removeRoom(roomId: string): Promise<void>;
}
