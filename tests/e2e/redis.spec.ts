import { randomUUID } from "node:crypto";
import type { APIRequestContext } from "@playwright/test";
import { startRealRedis } from "../support/real-redis";
import { signUp } from "./fixtures/accounts";
import { PlazaServer } from "./fixtures/server";
import { expect, test } from "./fixtures/test";

/** The room's frames as somebody else's socket gets them, and every seq that came. */
async function listen(request: APIRequestContext, roomId: string) {
  const answer = await request.post(`/api/chat/rooms/${roomId}/tickets`);
  const { ticket, url }: { ticket: string; url: string } = await answer.json();
  const socket = new WebSocket(url, ["plaza.v1", `ticket.${ticket}`]);
  const heard: number[] = [];
  socket.addEventListener("message", ({ data }) => {
    const frame = JSON.parse(String(data));
    if (frame.type !== "messages") return;
    for (const message of frame.messages) heard.push(message.seq);
  });
  await new Promise((open, fail) => {
    socket.addEventListener("open", open, { once: true });
    socket.addEventListener("error", fail, { once: true });
  });
  return { heard, close: () => socket.close() };
}

/** What `Server-Timing` says the answer cost. */
function costOf(headers: Record<string, string>): { d1: number; redis: number } {
  const read = (name: string) =>
    Number(new RegExp(`${name};desc="(\\d+)"`).exec(headers["server-timing"] ?? "")?.[1]);
  return { d1: read("d1"), redis: read("redis") };
}

test("Redis is killed in the middle of a conversation: nothing fails and messages keep flowing", async ({
  playwright,
}) => {
  // Its server may have to be built first.
  test.setTimeout(360_000);
  const redis = await startRealRedis();
  test.skip(redis === null, "redis-server is not installed");
  if (!redis) return;
  const server = await PlazaServer.start({
    variables: {
      UPSTASH_REDIS_REST_URL: redis.url,
      UPSTASH_REDIS_REST_TOKEN: redis.token,
      // A busy test machine must not look like a slow Redis while it lives.
      REDIS_TIMEOUT_MS: "2000",
    },
  });
  try {
    const writer = await playwright.request.newContext({ baseURL: server.url });
    const reader = await playwright.request.newContext({ baseURL: server.url });
    await signUp(writer, "Writer");
    await signUp(reader, "Reader");
    const created = await writer.post("/api/chat/rooms", {
      data: { name: "Redis goes away", kind: "public" },
    });
    expect(created.status()).toBe(201);
    const { room }: { room: { id: string } } = await created.json();
    expect((await reader.post(`/api/chat/rooms/${room.id}/join`)).ok()).toBe(true);
    const screen = await listen(reader, room.id);

    const meta = () => reader.get(`/api/chat/rooms/${room.id}/meta`);
    await expect.poll(async () => costOf((await meta()).headers())).toEqual({ d1: 0, redis: 1 });

    for (let seq = 1; seq <= 30; seq += 1) {
      if (seq === 11) await redis.kill();
      const posted = await writer.post(`/api/chat/rooms/${room.id}/messages`, {
        data: { clientId: randomUUID(), body: `message ${seq}` },
      });
      expect(posted.status(), await posted.text()).toBe(201);
      expect((await posted.json()).message.seq).toBe(seq);
      const seen = await meta();
      expect(seen.status()).toBe(200);
    }

    await expect.poll(() => screen.heard).toEqual(Array.from({ length: 30 }, (_, i) => i + 1));
    // Without Redis an isolate may hold a room's numbers for a second; then the poll sees the last post.
    await expect.poll(async () => (await (await meta()).json()).lastSeq).toBe(30);
    const page = await reader.get(`/api/chat/rooms/${room.id}/messages?limit=30`);
    const { messages }: { messages: { body: string }[] } = await page.json();
    expect(messages.map(({ body }) => body)).toEqual(
      Array.from({ length: 30 }, (_, i) => `message ${i + 1}`),
    );
    screen.close();
  } finally {
    await server.dispose();
    redis.stop();
  }
});
