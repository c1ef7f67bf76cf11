import { afterEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { fetchJson, NetworkError } from "./fetcher";

const schema = z.object({ id: z.string() });

function answer(body: string, init: ResponseInit = {}) {
  vi.stubGlobal("fetch", async () => new Response(body, init));
}

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe("the fetcher", () => {
  it("answers what the schema lets through", async () => {
    answer('{"id":"a","more":1}');
    expect(await fetchJson("/api/x", schema)).toEqual({ id: "a" });
  });

  it("answers undefined for an answer without a body", async () => {
    vi.stubGlobal("fetch", async () => new Response(null, { status: 204 }));
    expect(await fetchJson("/api/x", z.undefined())).toBeUndefined();
  });

  it("says as whom it asks, beside the kind of its body", async () => {
    const sent = vi.fn(async (_url: string, _init: RequestInit) => Response.json({ id: "a" }));
    vi.stubGlobal("fetch", sent);
    await fetchJson("/api/x", schema, { method: "POST", json: { b: 1 }, asUser: "me" });
    expect(sent.mock.calls[0]?.[1]).toMatchObject({
      body: '{"b":1}',
      headers: { "content-type": "application/json", "x-plaza-user": "me" },
    });
  });

  it("throws the problem with its fields and its Retry-After", async () => {
    answer('{"code":"rate_limited","detail":"Slow down","errors":[{"field":"a","message":"b"}]}', {
      status: 429,
      headers: { "retry-after": "7" },
    });
    await expect(fetchJson("/api/x", schema)).rejects.toMatchObject({
      code: "rate_limited",
      options: {
        detail: "Slow down",
        errors: [{ field: "a", message: "b" }],
        retryAfterSeconds: 7,
      },
    });
  });

  it("names what a proxy in front of us answered", async () => {
    answer("<html>Bad gateway</html>", { status: 502 });
    await expect(fetchJson("/api/x", schema)).rejects.toMatchObject({ code: "unavailable" });
  });

  it("takes a page of somebody else for no answer", async () => {
    answer("<html>Sign in to this hotel's network</html>");
    await expect(fetchJson("/api/x", schema)).rejects.toBeInstanceOf(NetworkError);
  });

  it("takes an answer of another shape for a fault", async () => {
    answer('{"id":1}');
    await expect(fetchJson("/api/x", schema)).rejects.toMatchObject({ code: "internal" });
  });

  it("gives up when the answer takes too long", async () => {
    vi.useFakeTimers();
    vi.stubGlobal(
      "fetch",
      (_: string, init: RequestInit) =>
        new Promise((_resolve, reject) =>
          init.signal?.addEventListener("abort", () => reject(new Error("aborted"))),
        ),
    );
    const outcome = expect(fetchJson("/api/x", schema)).rejects.toBeInstanceOf(NetworkError);
    await vi.advanceTimersByTimeAsync(15_000);
    await outcome;
  });
});
