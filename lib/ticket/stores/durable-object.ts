import type { RoomObject } from "../../chat/room-object";
import type { TicketStore } from "../store-contract";

/** The storage of the room's own object. */
export function createObjectTicketStore(room: RoomObject): TicketStore {
  return {
    kind: "durable-object",
    put: (jti, expiresAt) => room.putTicket(jti, expiresAt),
    take: async (jti) => ((await room.takeTicket(jti)) ? "taken" : "missing"),
  };
}
