import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { parse } from "zod/v4/core";
import type { FetchJson } from "../http/fetcher";
import { NetworkError } from "../http/fetcher";
import { createShareCardLoader } from "./share-cards";

const idOf = (number: number) => String(number).padStart(20, "a");

function toShare(id: string) {
  return {
    id,
    url: `https://plaza.example/share/${id}`,
    generatedUrl: `https://plaza.example/api/media/shares/${id}/generated`,
    originalUrl: null,
    generatedImage: null,
    originalImage: null,
    title: `Title of ${id}`,
    prompt: "",
    style: "",
    timestamp: 1,
    createdAt: 1,
    expiresAt: 2,
    isR2Stored: true,
    ownerId: "owner",
    views: 0,
  };
}

/** A server that has the shares with even numbers. */
function fakeServer() {
  const asked: string[][] = [];
  const server = { asked, failing: false };
  const fetch: FetchJson = async (url, schema) => {
    const ids = new URL(url, "https://plaza.example").searchParams.get("ids")?.split(",") ?? [];
    asked.push(ids);
    if (server.failing) throw new NetworkError("down");
    return parse(schema, { shares: ids.filter((id) => Number(id.at(-1)) % 2 === 0).map(toShare) });
  };
  return { ...server, server, fetch };
}

describe("cards", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("of rows that appear together cost one request, each share once", async () => {
    const { fetch, asked } = fakeServer();
    const load = createShareCardLoader(fetch);
    const first = [2, 3, 2].map((number) => load(idOf(number)));
    // Rows are drawn over several frames.
    await vi.advanceTimersByTimeAsync(10);
    const loading = Promise.all([...first, load(idOf(4))]);
    await vi.runAllTimersAsync();
    const titles = (await loading).map((share) => share?.title ?? null);
    expect(titles).toEqual([
      "Title of aaaaaaaaaaaaaaaaaaa2",
      null,
      "Title of aaaaaaaaaaaaaaaaaaa2",
      "Title of aaaaaaaaaaaaaaaaaaa4",
    ]);
    expect(asked).toEqual([[idOf(2), idOf(3), idOf(4)]]);
  });

  it("beyond fifty are asked for in further requests", async () => {
    const { fetch, asked } = fakeServer();
    const load = createShareCardLoader(fetch);
    const loading = Promise.all(Array.from({ length: 120 }, (_, number) => load(idOf(number))));
    await vi.runAllTimersAsync();
    expect(await loading).toHaveLength(120);
    expect(asked.map((ids) => ids.length)).toEqual([50, 50, 20]);
  });

  it("that failed to load are asked for anew the next time", async () => {
    const { fetch, asked, server } = fakeServer();
    const load = createShareCardLoader(fetch);
    server.failing = true;
    const failed = expect(load(idOf(2))).rejects.toBeInstanceOf(NetworkError);
    await vi.runAllTimersAsync();
    await failed;
    server.failing = false;
    const loading = load(idOf(2));
    await vi.runAllTimersAsync();
    expect(await loading).toMatchObject({ id: idOf(2) });
    expect(asked).toHaveLength(2);
  });
});
