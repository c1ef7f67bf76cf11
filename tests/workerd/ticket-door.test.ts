import { env } from "cloudflare:workers";
import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { openSocket } from "../../lib/ticket/open-socket";
import { signTicket } from "../../lib/ticket/claim";
import { createChat } from "./support/chat";
import { testDeps } from "./support/deps";
import { issue, redeem, site, upgrade } from "./support/tickets";

let chat: Awaited<ReturnType<typeof createChat>>;

let member: (typeof chat)["persons"][number];

beforeEach(async () => {
  chat = await createChat(2);
  member = chat.persons[1]!;
});

function fail(): never {
  throw new Error("Nobody may ask");
}

describe("the door of sockets", () => {
  it("asks for an upgrade", async () => {
    const request = new Request(`${site}/api/chat/rooms/${chat.roomId}/ws`);
    const response = await openSocket(testDeps(), request, chat.roomId);
    expect(response.status).toBe(426);
    expect(response.headers.get("upgrade")).toBe("websocket");
    expect(await response.json()).toMatchObject({ code: "upgrade_required" });
  });

  it("knows no room of a shape that rooms never have", async () => {
    const response = await openSocket(testDeps(), upgrade("x", "t"), "no/such room");
    expect(response.status).toBe(404);
  });

  it("asks no storage about forged, expired and missing tickets", async () => {
    const deps = testDeps();
    const untouchable = {
      ...deps,
      bindings: { ...deps.bindings, WS_TICKETS_KV: new Proxy(env.WS_TICKETS_KV, { get: fail }) },
      room: () => fail(),
      db: new Proxy(deps.db, { get: fail }),
    };
    const claim = {
      jti: "abcdefghijklmnopqrstuvwx",
      userId: member.id,
      sid: member.sid,
      roomId: chat.roomId,
      origin: site,
      exp: Date.now() + 1000,
    };
    const forged = await signTicket("another-secret-of-thirty-two-letters", claim);
    const old = await signTicket(env.TICKET_SECRET, { ...claim, exp: Date.now() - 1 });
    expect(await redeem(untouchable, chat.roomId, forged)).toBe("ticket_invalid");
    expect(await redeem(untouchable, chat.roomId, old)).toBe("ticket_expired");
    expect(
      await redeem(untouchable, chat.roomId, "", { "sec-websocket-protocol": "plaza.v1" }),
    ).toBe("ticket_invalid");
  });

  it("lets a client forge nothing that the object trusts", async () => {
    const deps = testDeps();
    const ticket = await issue(deps, member, chat.roomId);
    const victim = chat.persons[0]!;
    const forged = encodeURIComponent(
      JSON.stringify({ ...victim, userId: victim.id, jti: "x", expiresAt: 9e15 }),
    );
    const request = upgrade(chat.roomId, ticket, { "x-plaza-socket": forged });
    const response = await openSocket(deps, request, chat.roomId);
    const hello = new Promise((resolve) =>
      response.webSocket!.addEventListener("message", ({ data }) =>
        resolve(JSON.parse(String(data))),
      ),
    );
    response.webSocket!.accept();
    expect(await hello).toMatchObject({ you: { userId: member.id } });
    response.webSocket!.close(1000);
  });

  it("answers rubbish with a refusal, never with a fault", async () => {
    const deps = testDeps();
    await fc.assert(
      fc.asyncProperty(fc.string({ maxLength: 200 }), async (rubbish) => {
        const url = new URL(`${site}/api/chat/rooms/${chat.roomId}/ws`);
        url.searchParams.set("ticket", rubbish);
        const request = new Request(url, { headers: { upgrade: "websocket" } });
        expect((await openSocket(deps, request, chat.roomId)).status).toBe(401);
      }),
      { numRuns: 200 },
    );
  });

  it("says unavailable when the object cannot be reached", async () => {
    const deps = testDeps();
    const ticket = await issue(deps, member, chat.roomId);
    const unreachable = { ...deps, room: () => fail() };
    expect(await redeem(unreachable, chat.roomId, ticket)).toBe("unavailable");
  });
});
