import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test, vi } from "vitest";
import type { Bindings } from "../../lib/platform/env";
import { chunkSchema } from "../../lib/traffic/schema";
import site from "../../workers/site/index";

/** Stands for the built site, which answers as a test wants it to. */
const { next } = vi.hoisted(() => ({
  next: { fetch: (_request: Request): Promise<Response> => Promise.reject(new Error("unset")) },
}));
vi.mock("@cloudflare/next-on-pages/fetch-handler", () => ({
  default: { fetch: (request: Request) => next.fetch(request) },
}));

/** What is left of a request once it has been answered. */
async function ask(request: Request, bindings: Partial<Record<keyof Bindings | string, unknown>>) {
  const context = createExecutionContext();
  const behind: Promise<unknown>[] = [];
  vi.spyOn(context, "waitUntil").mockImplementation((promise) => void behind.push(promise));
  const all = { ...env, TRAFFIC_FLUSH_MS: "1", ...bindings } as unknown as Bindings;
  const response = await site.fetch(request, all, context);
  const settled = async () => {
    while (behind.length > 0) await Promise.allSettled(behind.splice(0));
  };
  return { response, behind, settled };
}

/** A queue that remembers the events it was given. */
function openQueue() {
  const events: unknown[] = [];
  const send = async (message: unknown) => {
    events.push(...chunkSchema.parse(message).events);
  };
  return { events, queue: { send } };
}

const get = (path: string) => new Request(`http://localhost${path}`);

function answer(status: number, route: string | null, body: string | null = "{}") {
  const headers = new Headers({ "content-type": "application/json" });
  if (route) headers.set("x-matched-path", route);
  next.fetch = async () => new Response(body, { status, headers });
}

beforeEach(async () => {
  await env.TRAFFIC_DB.prepare("DELETE FROM pending_chunks").run();
});

describe("the site's entry records", () => {
  test("the route and the final status of an answer", async () => {
    const { events, queue } = openQueue();
    answer(404, "/api/chat/rooms/[roomId]");
    const { settled } = await ask(get("/api/chat/rooms/abc?token=s3cret"), {
      TRAFFIC_QUEUE: queue,
    });
    await settled();
    expect(events).toMatchObject([
      { route: "/api/chat/rooms/[roomId]", path: "/api/chat/rooms/abc", status: 404 },
    ]);
    expect(JSON.stringify(events)).not.toContain("s3cret");
  });

  test("the route of an answer that was replaced by a problem", async () => {
    const { events, queue } = openQueue();
    next.fetch = async () =>
      new Response(null, { status: 405, headers: { "x-matched-path": "/api/health" } });
    const request = new Request("http://localhost/api/health", { method: "PUT" });
    await (await ask(request, { TRAFFIC_QUEUE: queue })).settled();
    expect(events).toMatchObject([{ route: "/api/health", method: "PUT", status: 405 }]);
  });

  test("an address with empty segments, which leads to the one without and never to another host", async () => {
    const { events, queue } = openQueue();
    const { response, settled } = await ask(get("//example.com//x?q=1"), { TRAFFIC_QUEUE: queue });
    await settled();
    expect(response.status).toBe(308);
    expect(response.headers.get("location")).toBe("/example.com/x?q=1");
    expect(events).toMatchObject([{ route: "(unmatched)", status: 308 }]);
  });

  test("a handler that throws as 500", async () => {
    const { events, queue } = openQueue();
    next.fetch = () => Promise.reject(new Error("broken"));
    const { response, settled } = await ask(get("/chat"), { TRAFFIC_QUEUE: queue });
    await settled();
    expect(response.status).toBe(500);
    expect(events).toMatchObject([{ route: "(unmatched)", path: "/chat", status: 500 }]);
  });

  test("a socket's upgrade, and its refusal, under its own route", async () => {
    const { events, queue } = openQueue();
    const { response, settled } = await ask(get("/api/chat/rooms/AAAAAAAAAAAAAAAA/ws"), {
      TRAFFIC_QUEUE: queue,
    });
    await settled();
    expect(response.status).toBe(426);
    expect(events).toMatchObject([{ route: "/api/chat/rooms/[roomId]/ws", status: 426 }]);
  });

  test("HEAD and OPTIONS like everything else", async () => {
    const { events, queue } = openQueue();
    answer(204, "/api/health", null);
    for (const method of ["HEAD", "OPTIONS"]) {
      const request = new Request("http://localhost/api/health", { method });
      await (await ask(request, { TRAFFIC_QUEUE: queue })).settled();
    }
    expect(events).toMatchObject([{ method: "HEAD" }, { method: "OPTIONS" }]);
  });
});

const hang = () => new Promise(() => undefined);
const fail = () => {
  throw new Error("down");
};

describe.each([
  ["hangs", hang],
  ["throws", fail],
])("whatever a binding of the statistics does: it %s", (_, fault) => {
  const broken = new Proxy({}, { get: () => fault });
  const names = ["TRAFFIC_QUEUE", "TRAFFIC_DB", "PATHS_KV", "COORDINATOR_DO", "TRAFFIC_ANALYTICS"];
  const all = Object.fromEntries(names.map((name) => [name, broken]));

  test.each([
    ["the queue", { TRAFFIC_QUEUE: broken }],
    ["the database", { TRAFFIC_DB: broken }],
    ["KV", { PATHS_KV: broken }],
    ["everything", all],
  ])("%s, and the answer is out before the recording has ended", async (_name, bindings) => {
    answer(200, "/api/health", '{"ok":true}');
    // The isolate's chunk is left as it was found: the flusher sleeps for as long as this test runs.
    const { response, behind } = await ask(get("/api/health"), {
      ...bindings,
      TRAFFIC_FLUSH_MS: "3000",
    });
    const isEarly = await Promise.race([
      Promise.all(behind).then(() => false),
      Promise.resolve(true),
    ]);
    expect([response.status, await response.text(), isEarly]).toEqual([200, '{"ok":true}', true]);
    expect(behind.length).toBeGreaterThan(0);
  });
});

test("an answer does not fail when nothing can be recorded at all", async () => {
  answer(200, "/api/health");
  const { response } = await ask(get("/api/health"), { TRAFFIC_SAMPLE_RATIO: "nonsense" });
  expect(response.status).toBe(200);
});
