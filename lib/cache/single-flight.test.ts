import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createFlights, fly } from "./single-flight";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Requests of one isolate; `load` is the truth that all of them share unless they bring their own. */
function isolate(load: () => Promise<{ version: number }>) {
  const flights = createFlights();
  const kept: Promise<unknown>[] = [];
  const deps = {
    flights,
    now: Date.now,
    waitUntil: (promise: Promise<unknown>) => void kept.push(promise),
  };
  const request = (options: { atLeast?: number; load?: typeof load } = {}) =>
    fly(deps, {
      key: "k",
      load: options.load ?? load,
      accept: ({ version }) => version >= (options.atLeast ?? 0),
      after: async () => undefined,
    });
  return { request, kept, flights };
}

/** A promise to settle by hand. */
function deferred<T>() {
  let resolve: (value: T) => void = () => undefined;
  let reject: (reason: unknown) => void = () => undefined;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

const never = () => new Promise<never>(() => undefined);

describe("a single flight", () => {
  it("asks the truth once for 200 who ask at the same time", async () => {
    const truth = deferred<{ version: number }>();
    const load = vi.fn(() => truth.promise);
    const { request } = isolate(load);
    const answers = Promise.all(Array.from({ length: 200 }, () => request()));
    truth.resolve({ version: 1 });
    expect(new Set((await answers).map(({ version }) => version))).toEqual(new Set([1]));
    expect(load).toHaveBeenCalledTimes(1);
  });

  it("hands everybody a copy of their own", async () => {
    const { request } = isolate(async () => ({ version: 1 }));
    const [first, second] = await Promise.all([request(), request()]);
    expect(second).toEqual(first);
    expect(second).not.toBe(first);
  });

  it("keeps the leader's work alive when the leader's request is gone", async () => {
    const { request, kept } = isolate(async () => ({ version: 1 }));
    await request();
    expect(kept).toHaveLength(1);
  });

  it("leaves a leader that hangs after a second: one takes over for all", async () => {
    const load = vi.fn<() => Promise<{ version: number }>>(never);
    const { request } = isolate(load);
    void request();
    load.mockImplementation(async () => ({ version: 2 }));
    const waiters = Promise.all(Array.from({ length: 50 }, () => request()));
    await vi.advanceTimersByTimeAsync(999);
    expect(load).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1);
    expect((await waiters).every(({ version }) => version === 2)).toBe(true);
    expect(load).toHaveBeenCalledTimes(2);
  });

  it("does not wait at all for a leader that has hung for a second already", async () => {
    const load = vi.fn<() => Promise<{ version: number }>>(never);
    const { request } = isolate(load);
    void request();
    await vi.advanceTimersByTimeAsync(1_000);
    load.mockImplementation(async () => ({ version: 2 }));
    expect(await request()).toEqual({ version: 2 });
  });

  it("answers everybody within two seconds although every leader hangs, by their own load", async () => {
    const load = vi.fn<() => Promise<{ version: number }>>(never);
    const { request } = isolate(load);
    void request();
    const waiters = [request({ load: never }), request(), request()];
    load.mockImplementation(async () => ({ version: 3 }));
    await vi.advanceTimersByTimeAsync(2_000);
    expect(await Promise.all(waiters.slice(1))).toEqual([{ version: 3 }, { version: 3 }]);
  });

  it("does not pass the failure of a leader on to those who waited", async () => {
    const first = deferred<{ version: number }>();
    const load = vi.fn(() => first.promise);
    const { request } = isolate(load);
    const leader = request();
    const waiters = Promise.all(Array.from({ length: 20 }, () => request()));
    load.mockImplementation(async () => ({ version: 4 }));
    first.reject(new Error("aborted"));
    await expect(leader).rejects.toThrow("aborted");
    expect((await waiters).every(({ version }) => version === 4)).toBe(true);
    expect(load).toHaveBeenCalledTimes(2);
  });

  it("fails everybody with two loads, not one each, when the truth is down", async () => {
    const load = vi.fn<() => Promise<{ version: number }>>(() => Promise.reject(new Error("down")));
    const { request } = isolate(load);
    const answers = await Promise.allSettled(Array.from({ length: 100 }, () => request()));
    expect(answers.every(({ status }) => status === "rejected")).toBe(true);
    expect(load).toHaveBeenCalledTimes(2);
  });

  it("does not accept an answer that is too old from a flight that left before", async () => {
    const old = deferred<{ version: number }>();
    const { request } = isolate(() => old.promise);
    const leader = request();
    const load = vi.fn(async () => ({ version: 8 }));
    const late = Promise.all(Array.from({ length: 5 }, () => request({ atLeast: 8, load })));
    old.resolve({ version: 7 });
    expect(await leader).toEqual({ version: 7 });
    expect((await late).map(({ version }) => version)).toEqual([8, 8, 8, 8, 8]);
    expect(load).toHaveBeenCalledTimes(1);
  });

  it("takes what its own load brings, even if it expected more", async () => {
    const { request } = isolate(async () => ({ version: 7 }));
    expect(await request({ atLeast: 8 })).toEqual({ version: 7 });
  });

  it("can be joined until a moment after the cache was filled, and is forgotten then", async () => {
    const load = vi.fn(async () => ({ version: 1 }));
    const { request, flights } = isolate(load);
    await request();
    await request();
    expect(load).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(50);
    expect(flights.byKey.size).toBe(0);
    await request();
    expect(load).toHaveBeenCalledTimes(2);
  });
});
