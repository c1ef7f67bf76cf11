import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { signOutSession } from "../../lib/auth/service";
import { openSocket } from "../../lib/ticket/open-socket";
import { createChat, createPerson } from "./support/chat";
import { newIsolate, testDeps } from "./support/deps";
import { RoomSocket } from "./support/room-socket";
import { createRoom } from "./support/rows";
import { counted, issue, redeem, site, upgrade } from "./support/tickets";

let chat: Awaited<ReturnType<typeof createChat>>;

let member: (typeof chat)["persons"][number];

beforeEach(async () => {
  chat = await createChat(2);
  member = chat.persons[1]!;
});

describe("a ticket of a member", () => {
  it("opens one socket, which speaks plaza.v1 and says hello", async () => {
    const deps = testDeps();
    const ticket = await issue(deps, member, chat.roomId);
    const response = await openSocket(deps, upgrade(chat.roomId, ticket), chat.roomId);
    expect(response.status).toBe(101);
    expect(response.headers.get("sec-websocket-protocol")).toBe("plaza.v1");
    const socket = response.webSocket!;
    const hello = new Promise((resolve) =>
      socket.addEventListener("message", ({ data }) => resolve(JSON.parse(String(data)))),
    );
    socket.accept();
    expect(await hello).toMatchObject({
      type: "hello",
      epoch: chat.epoch,
      you: { userId: member.id, name: member.name },
    });
    socket.close(1000);
    expect(counted(deps, "ticket.issued", { store: "kv" })).toBe(1);
    expect(counted(deps, "ticket.redeemed", { store: "kv" })).toBe(1);
    expect(counted(deps, "socket.opened")).toBe(1);
    expect(counted(deps, "ticket.refused")).toBe(0);
    expect(
      deps.counters.snapshot().timers.map(({ name, labels, count }) => ({ name, labels, count })),
    ).toEqual(
      expect.arrayContaining([
        { name: "ticket.store", labels: { store: "kv", call: "put" }, count: 1 },
        { name: "ticket.store", labels: { store: "kv", call: "take" }, count: 1 },
      ]),
    );
  });

  it("may come in the query, and without an Origin from a program", async () => {
    const deps = testDeps();
    const ticket = await issue(deps, member, chat.roomId);
    const request = new Request(`${site}/api/chat/rooms/${chat.roomId}/ws?ticket=${ticket}`, {
      headers: { upgrade: "websocket" },
    });
    const response = await openSocket(deps, request, chat.roomId);
    expect(response.status).toBe(101);
    expect(response.headers.get("sec-websocket-protocol")).toBeNull();
    response.webSocket?.accept();
    response.webSocket?.close(1000);
  });

  it("is refused the second time, and its record is gone from KV", async () => {
    const deps = testDeps();
    const ticket = await issue(deps, member, chat.roomId);
    const { jti } = JSON.parse(atob(ticket.split(".")[0]!)) as { jti: string };
    expect(await env.WS_TICKETS_KV.get(`ticket:${jti}`)).not.toBeNull();
    expect(await redeem(deps, chat.roomId, ticket)).toBe("open");
    expect(await env.WS_TICKETS_KV.get(`ticket:${jti}`)).toBeNull();
    expect(await redeem(deps, chat.roomId, ticket)).toBe("ticket_used");
    expect(counted(deps, "ticket.refused", { store: "kv", reason: "ticket_used" })).toBe(1);
  });

  it("expires after five minutes", async () => {
    let now = Date.now();
    const deps = testDeps({ now: () => now });
    const ticket = await issue(deps, member, chat.roomId);
    now += 300_000;
    expect(await redeem(deps, chat.roomId, ticket)).toBe("ticket_expired");
  });

  it("opens no other room", async () => {
    const deps = testDeps();
    const other = await createRoom();
    const ticket = await issue(deps, member, chat.roomId);
    expect(await redeem(deps, other.id, ticket)).toBe("ticket_invalid");
  });

  it("works for no other origin, own or foreign", async () => {
    const other = "https://other.example";
    const deps = testDeps({ variables: { ALLOWED_ORIGINS: other } });
    const ticket = await issue(deps, member, chat.roomId);
    expect(await redeem(deps, chat.roomId, ticket, { origin: other })).toBe("origin_refused");
    expect(await redeem(deps, chat.roomId, ticket, { origin: "https://evil.example" })).toBe(
      "origin_refused",
    );
    expect(await redeem(deps, chat.roomId, ticket)).toBe("open");
  });

  it("is worth nothing once the person left, was banned or deleted the account", async () => {
    const deps = testDeps();
    const [left, banned, deleted] = await Promise.all(
      Array.from({ length: 3 }, () => issue(deps, member, chat.roomId)),
    );
    const status = (value: string) =>
      env.DB.prepare("UPDATE users SET status = ? WHERE id = ?").bind(value, member.id).run();
    await status("banned");
    expect(await redeem(deps, chat.roomId, banned!)).toBe("banned");
    await status("deleted");
    expect(await redeem(deps, chat.roomId, deleted!)).toBe("not_a_member");
    await status("active");
    await env.DB.prepare("DELETE FROM room_members WHERE user_id = ?").bind(member.id).run();
    expect(await redeem(deps, chat.roomId, left!)).toBe("not_a_member");
  });

  it("ends with its session, and so do the sockets it opened", async () => {
    const deps = testDeps();
    const began = `INSERT INTO sessions (sid, user_id, created_at, last_seen_at, expires_at)
      VALUES (?, ?, 1, 1, 9e15)`;
    for (const sid of ["phone", "laptop"]) {
      await env.DB.prepare(began).bind(sid, member.id).run();
    }
    const [phone, laptop] = [
      { ...member, sid: "phone" },
      { ...member, sid: "laptop" },
    ];
    const unused = await issue(deps, phone, chat.roomId);
    const [onPhone, onLaptop] = await Promise.all(
      [phone, laptop].map((person) => RoomSocket.open(chat.roomId, person)),
    );
    const startedAt = performance.now();
    await signOutSession(deps, laptop, "phone");
    const end = await onPhone!.ends();
    expect(end.code).toBe(4401);
    expect(end.at - startedAt).toBeLessThan(1000);
    expect(onLaptop!.closed).toBeNull();
    expect(await redeem(deps, chat.roomId, unused)).toBe("ticket_invalid");
    onLaptop!.close();
  });

  it("leaves no socket behind when the ban comes between the check and the object", async () => {
    const deps = testDeps();
    const ticket = await issue(deps, member, chat.roomId);
    const room = deps.room(chat.roomId);
    const banFirst = async (request: Request) => {
      await env.DB.prepare("UPDATE users SET status = 'banned' WHERE id = ?").bind(member.id).run();
      expect(await room.kick(member.id, "banned")).toBe(0);
      return room.fetch(request);
    };
    const kick = (userId: string, reason: string) => room.kick(userId, reason);
    const racing = { ...deps, room: () => ({ ...room, kick, fetch: banFirst }) };
    const response = await openSocket(racing, upgrade(chat.roomId, ticket), chat.roomId);
    const closed = new Promise<number>((resolve) =>
      response.webSocket!.addEventListener("close", ({ code }) => resolve(code)),
    );
    response.webSocket!.accept();
    expect(await closed).toBe(4403);
  });
});

describe("who asks for a ticket", () => {
  it("has to be a member", async () => {
    const stranger = await createPerson();
    await expect(issue(testDeps(), stranger, chat.roomId)).rejects.toMatchObject({
      code: "not_a_member",
    });
    const secret = await createChat(1, { kind: "private" });
    await expect(issue(testDeps(), stranger, secret.roomId)).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("gets 30 a minute", async () => {
    const isolate = newIsolate();
    const now = () => 1_800_000_000_000;
    for (let count = 0; count < 30; count += 1) {
      await issue(testDeps({ isolate, now }), member, chat.roomId);
    }
    await expect(issue(testDeps({ isolate, now }), member, chat.roomId)).rejects.toMatchObject({
      code: "rate_limited",
    });
  });
});
