import { roomOrders, type AdminRoom, type RoomOrder } from "@/lib/chat/admin/schema";

export const roomKinds = ["public", "private", "direct"] as const;

/** A value that is none is as if it were not there. */
export function readKind(text: string): AdminRoom["kind"] | null {
  return roomKinds.find((kind) => kind === text) ?? null;
}

/** The same of an order; by the latest activity without one. */
export function readOrder(text: string): RoomOrder {
  return roomOrders.find((order) => order === text) ?? "activity";
}
