import { expect } from "vitest";
import { createRoomSync } from "../room-sync";
import type { RoomSync } from "../types";
import { FakeWorld } from "./fake-world";

/** A room of mine in a world of its own. */
export function createRoomUnderTest(held?: { most: number; slack: number }): {
  world: FakeWorld;
  sync: RoomSync;
} {
  const world = new FakeWorld();
  const options = { roomId: "room1", userId: "me", effects: world.effects };
  const sync = createRoomSync(held ? { ...options, held } : options);
  return { world, sync };
}

/** Starts and waits until the socket is live and everything is held. */
export async function goLive(world: FakeWorld, sync: RoomSync): Promise<void> {
  sync.start();
  await world.clock.advance(200);
  expect(modeOf(sync)).toBe("live");
  world.requests.length = 0;
}

/** Starts where no socket gets through. */
export async function goPolling(world: FakeWorld, sync: RoomSync): Promise<void> {
  world.socketsBlocked = true;
  sync.start();
  await world.clock.advance(1_000);
  expect(modeOf(sync)).toBe("polling");
  world.requests.length = 0;
}

export function modeOf(sync: RoomSync) {
  return sync.getView().connection.mode;
}

export function bodiesOf(sync: RoomSync): string[] {
  return sync.getView().messages.map(({ body }) => body);
}

/** What waits to be sent, as `body: state`. */
export function waitingOf(sync: RoomSync): string[] {
  return sync.getView().outgoing.map(({ body, state }) => `${body}: ${state}`);
}
