import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Person } from "../../lib/auth/schema";
import { postMessage } from "../../lib/chat/service";
import { openSocket } from "../../lib/ticket/open-socket";
import { findTokenHolder } from "../../lib/token/service";
import { createBotInRoom, makeToken } from "./support/bots";
import { createChat, post } from "./support/chat";
import { testDeps } from "./support/deps";
import { RoomSocket, roomStub } from "./support/room-socket";
import { issue, upgrade } from "./support/tickets";

beforeEach(() => {
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
});
afterEach(() => {
  vi.useRealTimers();
});

/** A socket by the whole way: ticket, redemption, the room's object. */
async function open(person: Person, roomId: string): Promise<RoomSocket> {
  const deps = testDeps();
  const ticket = await issue(deps, person, roomId);
  const socket = RoomSocket.from(await openSocket(deps, upgrade(roomId, ticket), roomId));
  await socket.hears("hello");
  return socket;
}

async function addSession({ sid, id }: Person, lastsMs: number): Promise<void> {
  const now = Date.now();
  await env.DB.prepare(
    `INSERT INTO sessions (sid, user_id, created_at, last_seen_at, expires_at) VALUES (?, ?, ?, ?, ?)`,
  )
    .bind(sid, id, now, now, now + lastsMs)
    .run();
}

/** Lets so much time pass, and the object look around. Sockets that are silent for 90 s would be swept. */
async function sweepAfter(ms: number, roomId: string): Promise<void> {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + ms });
  expect(await runDurableObjectAlarm(roomStub(roomId))).toBe(true);
  vi.useRealTimers();
}

describe("a socket whose session ends by time", () => {
  it("is closed by the next sweep, within a minute, also across eviction; others stay", async () => {
    const { roomId, persons } = await createChat(2);
    const [short, long] = [persons[0]!, persons[1]!];
    await addSession(short, 50_000);
    await addSession(long, 80_000);
    const [first, second] = [await open(short, roomId), await open(long, roomId)];
    const alarm = await runInDurableObject(roomStub(roomId), (_, state) =>
      state.storage.getAlarm(),
    );
    expect((alarm ?? Infinity) - Date.now()).toBeLessThan(60_000);
    await evictDurableObject(roomStub(roomId));
    await sweepAfter(60_000, roomId);
    expect(await first.ends()).toMatchObject({ code: 4401, reason: "ended" });
    await postMessage(testDeps(), long, roomId, post("still here"));
    await second.hears("messages");
    expect(first.heard("messages")).toEqual([]);
    expect(second.closed).toBeNull();
  });

  it("stays while the session is used, and ends with its new end", async () => {
    const { roomId, persons } = await createChat(1);
    const me = persons[0]!;
    await addSession(me, 20_000);
    const socket = await open(me, roomId);
    const put = (endsAt: number) =>
      env.DB.prepare("UPDATE sessions SET expires_at = ? WHERE sid = ?").bind(endsAt, me.sid).run();
    await put(Date.now() + 50_000);
    await sweepAfter(30_000, roomId);
    await postMessage(testDeps(), me, roomId, post("still here"));
    await socket.hears("messages");
    await sweepAfter(60_000, roomId);
    expect((await socket.ends()).code).toBe(4401);
  });

  it("is closed as well when the session was forgotten since", async () => {
    const { roomId, persons } = await createChat(1);
    await addSession(persons[0]!, 20_000);
    const socket = await open(persons[0]!, roomId);
    await env.DB.prepare("DELETE FROM sessions WHERE sid = ?").bind(persons[0]!.sid).run();
    await sweepAfter(30_000, roomId);
    expect((await socket.ends()).code).toBe(4401);
  });
});

describe("a socket of a program", () => {
  it("is closed when its token has expired", async () => {
    const { roomId, owner, botId } = await createBotInRoom();
    const expiring = await makeToken(owner, botId, ["chat:write"]);
    const lasting = await makeToken(owner, botId, ["chat:write"]);
    await env.DB.prepare("UPDATE api_tokens SET expires_at = ? WHERE id = ?")
      .bind(Date.now() + 50_000, expiring.token.id)
      .run();
    const [first, second] = await Promise.all(
      [expiring, lasting].map(async ({ secret }) => {
        const holder = await findTokenHolder(testDeps(), secret);
        return open(holder!.person, roomId);
      }),
    );
    await sweepAfter(60_000, roomId);
    expect(await first!.ends()).toMatchObject({ code: 4401, reason: "ended" });
    await postMessage(testDeps(), owner, roomId, post("for the other"));
    await second!.hears("messages");
  });
});
