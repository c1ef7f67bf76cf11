import { env } from "cloudflare:workers";
import {
  createExecutionContext,
  createScheduledController,
  waitOnExecutionContext,
} from "cloudflare:test";
import { describe, expect, it } from "vitest";
import worker from "../../workers/chat-room";
import { createChat } from "./support/chat";
import { RoomSocket } from "./support/room-socket";

describe("the cron of the room's worker", () => {
  it("closes the sockets that a removal still owes, and forgets the debt", async () => {
    const { roomId, persons } = await createChat(2, { kind: "private" });
    const guest = persons[1]!;
    const socket = await RoomSocket.open(roomId, guest);
    // As a writer leaves it that was killed right after its batch.
    await env.DB.batch([
      env.DB.prepare("DELETE FROM room_members WHERE user_id = ?").bind(guest.id),
      env.DB.prepare("INSERT INTO pending_effects VALUES ('owed', 'member', ?, ?, 0, 1, 1)").bind(
        guest.id,
        roomId,
      ),
    ]);
    const context = createExecutionContext();
    await worker.scheduled(createScheduledController(), env, context);
    await waitOnExecutionContext(context);
    expect((await socket.ends()).code).toBe(4403);
    const owed = await env.DB.prepare("SELECT id FROM pending_effects WHERE id = 'owed'").first();
    expect(owed).toBeNull();
  });

  it("has nothing to say to visitors", async () => {
    expect(worker.fetch().status).toBe(404);
  });
});
