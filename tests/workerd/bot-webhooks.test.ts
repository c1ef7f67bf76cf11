import { createHmac } from "node:crypto";
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, inject, it, vi } from "vitest";
import { renewWebhookSecret, setWebhook } from "../../lib/bot/service";
import { deliverMention } from "../../lib/bot/deliver";
import { mentionEventSchema } from "../../lib/bot/schema";
import { postMessage, removeMessage } from "../../lib/chat/service";
import { createHook, postByHook } from "../../lib/hook/service";
import {
  beginDeliveries,
  createBotInRoom,
  deliverAt,
  deliveriesOf,
  fails,
  mention,
  plan,
  received,
  start,
} from "./support/bots";
import { createChat, post, readMessages, withoutObject } from "./support/chat";
import { testDeps } from "./support/deps";
import { mortal } from "./support/mortal";
import type { ReceivedCall } from "./support/webhook-receiver";

const minuteMs = 60_000;

const dayMs = 24 * 60 * minuteMs;

const { resolverUrl } = inject("testRemoteHosts");

beforeEach(beginDeliveries);

/** As the receiver of a stranger checks it, with another library than ours. */
function isSignedWith(secret: string, { signed, body }: ReceivedCall): boolean {
  const key = Buffer.from(secret.replace("whsec_", ""), "base64");
  const content = `${signed?.id}.${signed?.timestamp}.${body}`;
  const expected = `v1,${createHmac("sha256", key).update(content).digest("base64")}`;
  return signed?.signature.split(" ").includes(expected) ?? false;
}

describe("a mention of a bot", () => {
  it("is sent by the room's object, signed, and its answer is the bot's reply", async () => {
    const { roomId, owner, botId, secret } = await createBotInRoom();
    await plan({ text: "Yes, I am" });
    const { message } = await postMessage(testDeps(), owner, roomId, post(`<@${botId}> there?`));
    await vi.waitFor(async () => expect(await readMessages(roomId)).toHaveLength(2), 5000);
    const calls = await received();
    expect(calls).toHaveLength(1);
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{32}$/);
    expect(isSignedWith(secret, calls[0]!)).toBe(true);
    expect(isSignedWith(secret, { ...calls[0]!, body: `${calls[0]!.body} ` })).toBe(false);
    const event = mentionEventSchema.parse(JSON.parse(calls[0]!.body));
    expect(event).toMatchObject({
      id: `msg_${message.id}_${botId}`,
      type: "mention",
      room: { id: roomId },
      message: { id: message.id, body: `<@${botId}> there?`, authorId: owner.id },
    });
    expect(calls[0]!.signed?.id).toBe(event.id);
    const reply = await env.DB.prepare(
      "SELECT author_id, author_badge, body, reply_to FROM messages WHERE room_id = ? AND seq = 2",
    )
      .bind(roomId)
      .first();
    expect(reply).toEqual({
      author_id: botId,
      author_badge: "bot",
      body: "Yes, I am",
      reply_to: message.id,
    });
  });

  it("is owed with the write and sent by the cron, once, when the sender died in between", async () => {
    const { roomId, owner, botId } = await createBotInRoom();
    await mention(roomId, owner, botId);
    await deliverAt(start + 29_999);
    expect(await received()).toHaveLength(0);
    await Promise.all([deliverAt(start + 30_000), deliverAt(start + 30_000)]);
    await deliverAt(start + dayMs);
    expect(await received()).toHaveLength(1);
    expect(await deliveriesOf(botId)).toMatchObject([
      { state: "delivered", attempts: 1, last_status: 204, last_fault: null },
    ]);
  });

  it("comes again under the same id when the worker died before it noted the answer; the reply stands once", async () => {
    const { roomId, owner, botId } = await createBotInRoom();
    const { id: messageId } = await mention(roomId, owner, botId);
    await plan({ text: "First" }, { text: "Second" });
    const dying = mortal(testDeps({ now: () => start + minuteMs }), {
      at: /state = 'delivered'/,
      nth: 1,
      moment: "before",
    });
    await expect(deliverMention(dying, { botId, messageId })).rejects.toThrow();
    await deliverAt(start + 10 * minuteMs);
    const ids = (await received()).map(({ signed }) => signed?.id);
    expect(ids).toEqual([`msg_${messageId}_${botId}`, `msg_${messageId}_${botId}`]);
    const bodies = (await readMessages(roomId)).map(({ body }) => body);
    expect(bodies).toEqual([`<@${botId}> are you there?`, "First"]);
    expect(await deliveriesOf(botId)).toMatchObject([{ state: "delivered", attempts: 2 }]);
  });

  it("is owed once for a message that was sent twice, and to nobody who is not in the room", async () => {
    const { roomId, owner, botId } = await createBotInRoom();
    const elsewhere = await createChat(1);
    const deps = withoutObject(testDeps({ now: () => start }));
    const twice = post(`<@${botId}> once`);
    await postMessage(deps, owner, roomId, twice);
    await postMessage(deps, owner, roomId, twice);
    const { roomId: otherRoom, persons } = elsewhere;
    await postMessage(deps, persons[0]!, otherRoom, post(`<@${botId}> not here`));
    expect(await deliveriesOf(botId)).toHaveLength(1);
  });

  it("by a bot or a hook is told to no bot", async () => {
    const { roomId, owner, botId } = await createBotInRoom();
    const other = await createBotInRoom();
    await env.DB.prepare(
      "INSERT INTO room_members (room_id, user_id, role, joined_at) VALUES (?, ?, 'member', 1)",
    )
      .bind(roomId, other.botId)
      .run();
    const asked = { roomId, name: "Builds", origin: "https://plaza.example" };
    const { url } = await createHook(testDeps(), owner, asked);
    const [hookId = "", secret = ""] = new URL(url).pathname.split("/").slice(3);
    const text = `<@${botId}> look`;
    await postByHook(testDeps(), { hookId, secret }, { text, clientId: "key-12345678" });
    await postMessage(testDeps(), { id: other.botId }, roomId, post(text));
    expect(await readMessages(roomId)).toHaveLength(2);
    expect(await deliveriesOf(botId)).toEqual([]);
  });

  it("is not sent any more when its message was removed", async () => {
    const { roomId, owner, botId } = await createBotInRoom();
    const { id } = await mention(roomId, owner, botId);
    await removeMessage(testDeps(), owner, { roomId, messageId: id });
    await deliverAt(start + minuteMs);
    expect(await received()).toHaveLength(0);
    expect(await deliveriesOf(botId)).toMatchObject([{ state: "failed", last_fault: "gone" }]);
  });
});

it("signs with both secrets for a day after a new one was made", async () => {
  const { roomId, owner, botId, secret: old } = await createBotInRoom();
  const at = (now: number) => testDeps({ now: () => now });
  const { secret } = await renewWebhookSecret(at(start), owner, botId);
  await mention(roomId, owner, botId, start + dayMs - minuteMs);
  await deliverAt(start + dayMs - 1000);
  await mention(roomId, owner, botId, start + dayMs);
  await deliverAt(start + dayMs + minuteMs);
  const [during, after] = await received();
  expect([old, secret!].map((one) => isSignedWith(one, during!))).toEqual([true, true]);
  expect([old, secret!].map((one) => isSignedWith(one, after!))).toEqual([false, true]);
});

describe("the address of a webhook", () => {
  const variables = { WEBHOOKS_LOCAL: "0", SHARE_DOH_URL: resolverUrl };

  it("may not lead anywhere but to a public host over https", async () => {
    const { owner, botId } = await createBotInRoom();
    const addresses = [
      "http://public.example/hook",
      "http://localhost:8080/",
      "https://localhost/",
      "https://127.0.0.1/",
      "https://127.1/",
      "https://2130706433/",
      "https://0x7f.0.0.1/",
      "https://[::1]/",
      "https://[::ffff:127.0.0.1]/",
      "https://169.254.169.254/latest/meta-data/",
      "https://10.0.0.5/",
      "https://metadata.google.internal/",
      "https://printer.local/",
      "https://user:pass@public.example/",
      "https://public.example:8443/",
      "https://private4.example/",
      "https://private6.example/",
      "https://metadata.example/",
      "https://nowhere.example/",
      "file:///etc/passwd",
      "javascript:alert(1)",
      "not an address",
    ];
    const taken: string[] = [];
    for (const url of addresses) {
      const failure = await fails(setWebhook(testDeps({ variables }), owner, botId, url));
      if (failure === "nothing") taken.push(url);
      else expect(failure).toMatchObject({ options: { errors: [{ field: "url" }] } });
    }
    expect(taken).toEqual([]);
  });

  it("is judged again before every call: a name that leads inside later is not called", async () => {
    const { roomId, owner, botId } = await createBotInRoom();
    await setWebhook(testDeps({ variables }), owner, botId, "https://public.example/hook");
    await env.DB.prepare("UPDATE bots SET webhook_url = ? WHERE id = ?")
      .bind("https://private4.example/hook", botId)
      .run();
    const { id: messageId } = await mention(roomId, owner, botId);
    const visited: string[] = [];
    const request: typeof fetch = (input) => {
      visited.push(String(input));
      return Promise.resolve(new Response());
    };
    const deps = testDeps({ variables, now: () => start + minuteMs });
    expect(await deliverMention(deps, { botId, messageId }, { request })).toBe("failed");
    expect(visited).toEqual([]);
    expect(await deliveriesOf(botId)).toMatchObject([{ last_fault: "private_address" }]);
  });
});
