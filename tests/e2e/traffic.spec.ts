import { signUp } from "./fixtures/accounts";
import { expect, test } from "./fixtures/test";

const operatorToken = "operator-of-the-traffic-tests-0123456789";

type Ask = { count: number; route: string; method: string; path: (index: number) => string };

/** 3,000 requests of every kind: pages, data, redirects, refusals, wrong methods and addresses that are none. */
const asks: Ask[] = [
  { count: 900, route: "/api/health", method: "GET", path: () => "/api/health" },
  { count: 150, route: "/api/health", method: "HEAD", path: () => "/api/health" },
  { count: 100, route: "/api/health", method: "OPTIONS", path: () => "/api/health" },
  { count: 150, route: "/api/health", method: "PUT", path: () => "/api/health" },
  { count: 300, route: "(unmatched)", method: "GET", path: (index) => `/nowhere/${index}` },
  { count: 300, route: "/api/me", method: "GET", path: () => "/api/me" },
  { count: 150, route: "/api/auth/register", method: "POST", path: () => "/api/auth/register" },
  { count: 200, route: "/api/chat/rooms", method: "POST", path: () => "/api/chat/rooms?x=1" },
  {
    count: 400,
    route: "/api/chat/rooms/[roomId]/meta",
    method: "GET",
    path: (index) => `/api/chat/rooms/${String(index).padStart(16, "A")}/meta`,
  },
  {
    count: 100,
    route: "/api/me/sessions/[sid]",
    method: "DELETE",
    path: (index) => `/api/me/sessions/${index}`,
  },
  { count: 50, route: "/invite/[token]", method: "GET", path: (index) => `/invite/secret${index}` },
  { count: 100, route: "/sign-in", method: "GET", path: () => "/sign-in" },
  { count: 100, route: "/chat", method: "GET", path: () => "/chat" },
];

/** `GET 4xx` → route → requests. */
type Counts = Record<string, Record<string, number>>;

/** Sends all of them, twenty at a time and well mixed; answers how many of each kind were answered. */
async function sendAll(url: string): Promise<Counts> {
  const requests = asks
    .flatMap((ask) => Array.from({ length: ask.count }, (_, index) => ({ ask, index })))
    // Neighbours shall differ: 7 and 3,000 have no common divisor.
    .map((_, position, all) => all[(position * 7) % all.length] ?? all[0])
    .filter((request) => request !== undefined);
  const counts: Counts = {};
  const sendNext = async (): Promise<void> => {
    for (let next = requests.pop(); next; next = requests.pop()) {
      const { ask, index } = next;
      const response = await fetch(`${url}${ask.path(index)}`, {
        method: ask.method,
        redirect: "manual",
        ...(ask.method === "POST" ? { body: "{}" } : {}),
      });
      await response.arrayBuffer();
      const routes = (counts[`${ask.method} ${String(response.status).slice(0, 1)}xx`] ??= {});
      routes[ask.route] = (routes[ask.route] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: 20 }, sendNext));
  return counts;
}

/** What the statistics say of the same kinds, without the routes by which they are read. */
async function readCounts(url: string, kinds: string[]): Promise<Counts> {
  const counts: Counts = {};
  for (const kind of kinds) {
    const [method = "", status = ""] = kind.split(" ");
    const query = new URLSearchParams({ range: "24h", method, status, refresh: "true" });
    const response = await fetch(`${url}/api/admin/paths?${query}`, {
      headers: { authorization: `Bearer ${operatorToken}` },
    });
    expect(response.status).toBe(200);
    const { paths }: { paths: { path: string; requests: number }[] } = await response.json();
    counts[kind] = Object.fromEntries(
      paths
        .filter(({ path }) => !path.startsWith("/api/admin/"))
        .map(({ path, requests }) => [path, requests]),
    );
  }
  return counts;
}

test.describe("the statistics of a server of their own", () => {
  test.use({ isolated: true, variables: { OPERATOR_TOKEN: operatorToken } });

  test("count 3,000 requests as 3,000, by route, method and status", async ({ server }) => {
    test.setTimeout(240_000);
    const expected = await sendAll(server.url);
    const total = Object.values(expected).flatMap((routes) => Object.values(routes));
    expect(total.reduce((sum, count) => sum + count, 0)).toBe(3000);
    // The queue hands over after up to 5 s, and a reading brings what has arrived into the next one.
    await expect
      .poll(() => readCounts(server.url, Object.keys(expected)), { timeout: 90_000 })
      .toEqual(expected);
  });

  test("count a socket that opened, under its own route", async ({ server, playwright }) => {
    const request = await playwright.request.newContext({ baseURL: server.url });
    await signUp(request, "Ada");
    const room = await request.post("/api/chat/rooms", {
      data: { kind: "public", name: "Sockets" },
    });
    const { id }: { id: string } = (await room.json()).room;
    const answer = await request.post(`/api/chat/rooms/${id}/tickets`);
    const { ticket, url }: { ticket: string; url: string } = await answer.json();
    const socket = new WebSocket(url, ["plaza.v1", `ticket.${ticket}`]);
    await new Promise((open, fail) => {
      socket.addEventListener("open", open, { once: true });
      socket.addEventListener("error", fail, { once: true });
    });
    await expect
      .poll(() => readCounts(server.url, ["GET 1xx"]), { timeout: 50_000 })
      .toEqual({ "GET 1xx": { "/api/chat/rooms/[roomId]/ws": 1 } });
    socket.close();
    await request.dispose();
  });
});
