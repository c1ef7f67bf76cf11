import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { createCache } from "../../lib/cache/create-cache";
import {
  getMessages,
  getMeta,
  prefetchMessages,
  prefetchMeta,
  publish,
  writePosts,
} from "../../lib/chat/service";
import { createDeps, type Deps } from "../../lib/platform/deps";
import type { IsolateState } from "../../lib/platform/isolate";
import { createChat, post } from "./support/chat";
import { hasRedis, newIsolate, testDeps } from "./support/deps";
import { orders, Stage } from "./support/interleave";
import { resetRedis } from "./support/redis";

type Call = ReturnType<Stage["actor"]>["call"];

/** A database whose every call out of the isolate is a step. */
function gateDatabase(call: Call): D1Database {
  const gateStatement = (statement: D1PreparedStatement): D1PreparedStatement =>
    new Proxy(statement, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name);
        if (typeof value !== "function") return value;
        if (name === "bind") return (...args: unknown[]) => gateStatement(target.bind(...args));
        return (...args: unknown[]) => call(async () => value.apply(target, args));
      },
    });
  return new Proxy(env.DB, {
    get(target, name) {
      if (name === "prepare") return (query: string) => gateStatement(target.prepare(query));
      if (name === "batch") return (list: D1PreparedStatement[]) => call(() => target.batch(list));
      const value: unknown = Reflect.get(target, name);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

/** An actor takes one step at a time; what comes meanwhile waits. */
function inTurn(call: Call): Call {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(() => call(work));
    last = turn.catch(() => undefined);
    return turn;
  };
}

/** One room, one who reads it and one who posts into it, step by step. */
class Scene {
  private readonly stage = new Stage();
  private readonly failures: unknown[] = [];
  private pending = 0;
  private clockMs = Date.now();
  /** The `rev` that a writer has announced to the caches. */
  private announced = 0;

  constructor(
    private readonly roomId: string,
    private readonly userId: string,
    private readonly redis: boolean,
  ) {}

  private track(work: Promise<unknown>): void {
    this.pending += 1;
    work
      .catch((failure: unknown) => this.failures.push(failure))
      .finally(() => {
        this.pending -= 1;
      });
  }

  /**
   * The deps of a request; with a `call` every step outside the isolate waits for its turn, one by one.
   * Fills of the cache run beside a request, so they take their turns as `fill`.
   */
  private deps(isolate: IsolateState, call?: Call, fill = call): Deps {
    const plain = testDeps({ redis: this.redis, isolate, now: () => this.clockMs });
    const waitUntil = (work: Promise<unknown>) => this.track(work);
    if (!call || !fill) return { ...plain, waitUntil, cache: createCache({ ...plain, waitUntil }) };
    const bindings = { ...plain.bindings, DB: gateDatabase(call) };
    const deps = createDeps(bindings, waitUntil, plain.now, isolate);
    const real = plain.redis;
    const redis = real && {
      ...real,
      mget: (keys: string[]) => call(() => real.mget(keys)),
      eval: (script: string, keys: string[], args: (string | number)[]) =>
        fill(() => real.eval(script, keys, args)),
    };
    return { ...deps, redis, cache: createCache({ ...deps, redis }) };
  }

  private async readMeta(deps: Deps) {
    prefetchMeta(deps, this.roomId, this.userId);
    return getMeta(deps, { id: this.userId }, this.roomId);
  }

  private async readPage(deps: Deps) {
    prefetchMessages(deps, this.roomId, this.userId, { limit: 10 });
    return getMessages(deps, { id: this.userId }, this.roomId, { limit: 10 });
  }

  /** A poll that finds something new and fetches: two requests, one after the other. */
  reader(name: string, isolate: IsolateState): void {
    const { call } = this.stage.actor(name, this.redis);
    const fill = inTurn(this.stage.actor("f", true).call);
    const read = async () => {
      await this.readMeta(this.deps(isolate, call, fill));
      await this.readPage(this.deps(isolate, call, fill));
    };
    this.track(read());
  }

  writer(name: string, isolate: IsolateState): void {
    const deps = this.deps(isolate, this.stage.actor(name, this.redis).call);
    const write = async () => {
      const authored = { roomId: this.roomId, authorId: this.userId, post: post("new") };
      const { change } = await writePosts(deps, [authored]);
      if (!change) throw new Error("Nothing was written");
      expect(await publish(deps, change)).toBe(true);
      this.announced = change.rev;
    };
    this.track(write());
  }

  /** Requests that come as soon as the post is announced: no page is older than that, nor than the numbers. */
  private look(isolate: IsolateState): void {
    const announced = this.announced;
    const check = async () => {
      const meta = await this.readMeta(this.deps(isolate));
      const page = await this.readPage(this.deps(isolate));
      expect(page.rev).toBeGreaterThanOrEqual(Math.max(meta.rev, announced));
      expect(page.messages).toHaveLength(page.rev);
    };
    this.track(check());
  }

  async play(order: string[], isolates: IsolateState[]): Promise<void> {
    let looked = false;
    const lookOnce = () => {
      if (looked || this.announced === 0) return;
      looked = true;
      for (const isolate of isolates) this.look(isolate);
    };
    await this.stage.play(order, lookOnce, () => this.pending);
    // Isolate memory may hold numbers in front of Redis for 250 ms; what Redis and the page hold lives on.
    this.clockMs += this.redis ? 251 : 0;
    for (const isolate of isolates) {
      const meta = await this.readMeta(this.deps(isolate));
      const page = await this.readPage(this.deps(isolate));
      expect([meta.rev, page.rev, page.messages.length]).toEqual([1, 1, 1]);
    }
    if (this.failures.length > 0) throw this.failures[0];
  }
}

/** Plays every order of a reader's and a writer's steps, several rooms at a time; answers how many there were. */
async function playAll(
  steps: Record<string, number>,
  redis: boolean,
  cast: "one isolate" | "two isolates",
): Promise<number> {
  const waiting = [...orders(steps)];
  const count = waiting.length;
  const playSome = async () => {
    for (let order = waiting.pop(); order; order = waiting.pop()) {
      const { roomId, persons } = await createChat(1);
      const scene = new Scene(roomId, persons[0]!.id, redis);
      const reading = newIsolate();
      const writing = cast === "one isolate" ? reading : newIsolate();
      scene.reader("r", reading);
      scene.writer("w", writing);
      const isolates = redis ? [reading, writing] : [writing];
      await scene.play(order, isolates).catch((cause: unknown) => {
        throw new Error(`Order ${order.join("")}: ${String(cause)}`, { cause });
      });
    }
  };
  await Promise.all(Array.from({ length: 40 }, playSome));
  return count;
}

describe("a message posted while a reader fills the caches", () => {
  beforeEach(async () => {
    if (hasRedis) await resetRedis();
  });

  it("is never hidden in the isolate of both, without Redis", async () => {
    expect(await playAll({ r: 4, w: 4 }, false, "one isolate")).toBe(70);
  });

  it.skipIf(!hasRedis)(
    "is never hidden from one isolate by the other, with Redis",
    { timeout: 120_000 },
    async () => {
      expect(await playAll({ r: 4, f: 2, w: 2 }, true, "two isolates")).toBe(420);
    },
  );
});
