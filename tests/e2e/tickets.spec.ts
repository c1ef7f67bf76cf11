import { request as httpRequest } from "node:http";
import type { APIRequestContext } from "@playwright/test";
import { createRoom } from "./fixtures/rooms";
import { expect, test } from "./fixtures/test";

type Upgraded = { status: number; protocol?: string | undefined; code?: string | undefined };

/** Asks for a socket as a browser would, and answers what came back; the socket is closed at once. */
function askForSocket(url: string, headers: Record<string, string>): Promise<Upgraded> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(url, {
      headers: {
        connection: "Upgrade",
        upgrade: "websocket",
        "sec-websocket-version": "13",
        "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
        ...headers,
      },
    });
    request.on("upgrade", (response, socket) => {
      socket.destroy();
      resolve({ status: 101, protocol: response.headers["sec-websocket-protocol"] });
    });
    request.on("response", async (response) => {
      let body = "";
      for await (const chunk of response) body += String(chunk);
      const { code } = JSON.parse(body) as { code: string };
      resolve({ status: response.statusCode ?? 0, code });
    });
    request.on("error", reject);
    request.end();
  });
}

async function createPrivateRoom(request: APIRequestContext): Promise<string> {
  const { id } = await createRoom(request, { kind: "private", name: "Tickets" });
  return id;
}

async function issue(request: APIRequestContext, roomId: string) {
  const response = await request.post(`/api/chat/rooms/${roomId}/tickets`);
  expect(response.status()).toBe(201);
  return (await response.json()) as { ticket: string; url: string; expiresIn: number };
}

const offer = (ticket: string) => ({ "sec-websocket-protocol": `plaza.v1, ticket.${ticket}` });

test("a member gets a ticket, which opens one socket", async ({ request, signUp, server }) => {
  await signUp(request, "Member");
  const roomId = await createPrivateRoom(request);
  const { ticket, url, expiresIn } = await issue(request, roomId);
  expect(expiresIn).toBe(300);
  const address = `${server.url}/api/chat/rooms/${roomId}/ws`;
  expect(url).toBe(address.replace("http:", "ws:"));
  const answers = await Promise.all(
    Array.from({ length: 10 }, () =>
      askForSocket(address, { ...offer(ticket), origin: server.url }),
    ),
  );
  expect(answers.filter(({ status }) => status === 101)).toEqual([
    { status: 101, protocol: "plaza.v1" },
  ]);
  expect(answers.filter(({ code }) => code === "ticket_used")).toHaveLength(9);
});

test("a program may put its ticket into the query", async ({ request, signUp, server }) => {
  await signUp(request, "Program");
  const roomId = await createPrivateRoom(request);
  const { ticket } = await issue(request, roomId);
  const address = `${server.url}/api/chat/rooms/${roomId}/ws?ticket=${ticket}`;
  expect(await askForSocket(address, {})).toEqual({ status: 101, protocol: undefined });
});

test("who may not have a ticket is told why", async ({
  request,
  signUp,
  newPerson,
  page,
  signInAsAdmin,
}) => {
  const tickets = (roomId: string) => `/api/chat/rooms/${roomId}/tickets`;
  const expectProblem = async (path: string, status: number, code: string, init = {}) => {
    const response = await request.post(path, init);
    expect([response.status(), await response.json()]).toEqual([
      status,
      expect.objectContaining({ status, code }),
    ]);
  };
  await expectProblem(tickets("someroom"), 401, "not_signed_in");
  await signUp(request, "Stranger");
  await expectProblem(tickets("someroom"), 404, "not_found");
  await expectProblem(tickets("a-room-id-that-is-far-too-long"), 404, "not_found");
  await expectProblem(tickets("no%20room"), 404, "not_found");

  const owner = await newPerson("Owner");
  const theirs = await createPrivateRoom(owner.page.request);
  await expectProblem(tickets(theirs), 404, "not_found");
  await expectProblem(tickets(theirs), 403, "origin_refused", {
    headers: { origin: "https://evil.example" },
  });

  await signInAsAdmin(page);
  const response = await page.request.post("/api/chat/rooms", {
    data: { name: "Everybody", kind: "public" },
  });
  const { room } = (await response.json()) as { room: { id: string } };
  await expectProblem(tickets(room.id), 403, "not_a_member");

  const wrongMethod = await request.get(tickets(room.id));
  expect([wrongMethod.status(), await wrongMethod.json()]).toEqual([
    405,
    expect.objectContaining({ code: "method_not_allowed" }),
  ]);
});

test("a socket is refused with the documented problem", async ({ request, signUp, server }) => {
  await signUp(request, "Member");
  const roomId = await createPrivateRoom(request);
  const other = await createPrivateRoom(request);
  const { ticket } = await issue(request, roomId);
  const address = `${server.url}/api/chat/rooms/${roomId}/ws`;
  const refused = (status: number, code: string) => ({ status, code });

  const plain = await request.get(address);
  expect([plain.status(), await plain.json()]).toEqual([
    426,
    expect.objectContaining({ code: "upgrade_required" }),
  ]);
  expect(await askForSocket(address, {})).toEqual(refused(401, "ticket_invalid"));
  expect(await askForSocket(address, offer("rubbish"))).toEqual(refused(401, "ticket_invalid"));
  expect(await askForSocket(address, offer(`${ticket}x`))).toEqual(refused(401, "ticket_invalid"));
  expect(await askForSocket(address, { ...offer(ticket), origin: "https://evil.example" })).toEqual(
    refused(403, "origin_refused"),
  );
  expect(await askForSocket(`${server.url}/api/chat/rooms/${other}/ws`, offer(ticket))).toEqual(
    refused(401, "ticket_invalid"),
  );
  expect(await askForSocket(`${server.url}/api/chat/rooms/no%20room/ws`, offer(ticket))).toEqual(
    refused(404, "not_found"),
  );
  expect(await askForSocket(address, offer(ticket))).toEqual({ status: 101, protocol: "plaza.v1" });
});

test.describe("with a limit of three tickets a minute", () => {
  test.use({ isolated: true, variables: { LIMIT_TICKETS_PER_MINUTE: "3" } });

  test("the fourth has to wait", async ({ request, signUp }) => {
    await signUp(request, "Hasty");
    const roomId = await createPrivateRoom(request);
    const statuses: number[] = [];
    // Seven: a minute may turn in the middle, which gives three more.
    for (let count = 0; count < 7; count += 1) {
      const response = await request.post(`/api/chat/rooms/${roomId}/tickets`);
      statuses.push(response.status());
      if (response.status() === 429) {
        expect(Number(response.headers()["retry-after"])).toBeGreaterThanOrEqual(1);
        expect(await response.json()).toMatchObject({ code: "rate_limited" });
      }
    }
    expect(statuses).toContain(429);
    expect(statuses.slice(0, 3)).toEqual([201, 201, 201]);
  });
});
