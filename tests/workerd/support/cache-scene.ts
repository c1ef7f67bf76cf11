import { env } from "cloudflare:workers";
import { expect } from "vitest";
import type { Cache, Versioned } from "../../../lib/cache/cache";
import { createCache } from "../../../lib/cache/create-cache";
import { floorTtlSeconds, type CacheEntry } from "../../../lib/cache/keys";
import type { IsolateState } from "../../../lib/platform/isolate";
import type { RedisClient } from "../../../lib/platform/redis";
import { newIsolate, testDeps } from "./deps";
import { orders, Stage } from "./interleave";
import { redisCommand } from "./redis";
import { createUser } from "./rows";

const parse = (value: unknown) => String(value);

/** A writer's new value, or a drop. */
export type Writing = "replaces" | "drops";

/** What the database holds, which is the only truth: the version of a person. */
async function readVersion(userId: string): Promise<Versioned<string>> {
  const version = await env.DB.prepare("select version from users where id = ?1")
    .bind(userId)
    .first<number>("version");
  return { version: version ?? 0, value: `v${version}` };
}

const raiseVersion = (userId: string) =>
  env.DB.prepare("update users set version = version + 1 where id = ?1 returning version")
    .bind(userId)
    .first<number>("version");

/** Stops before and after everything that a request does outside its isolate. */
function gated(redis: RedisClient | null, call: ReturnType<Stage["actor"]>["call"]) {
  return (
    redis && {
      mget: (keys: string[]) => call(() => redis.mget(keys)),
      eval: (script: string, keys: string[], args: (string | number)[]) =>
        call(() => redis.eval(script, keys, args)),
      set: redis.set,
      getdel: redis.getdel,
    }
  );
}

class Scene {
  private readonly stage = new Stage();
  private readonly failures: unknown[] = [];
  private pending = 0;
  /** The newest version whose writer has been told that the caches know it. */
  announced = 0;
  clockMs = 1_000_000;

  constructor(
    private readonly userId: string,
    private readonly entry: CacheEntry,
    private readonly withRedis: boolean,
    private readonly hasty: boolean,
    private readonly watched: boolean,
  ) {}

  /** A request of `isolate`; its outside calls are steps of `actor`, or happen freely without one. */
  private cache(isolate: IsolateState, actor?: ReturnType<Stage["actor"]>): Cache {
    const deps = testDeps({ redis: this.withRedis, isolate, now: () => this.clockMs });
    const redis = actor ? gated(deps.redis, actor.call) : deps.redis;
    const waitUntil = (promise: Promise<unknown>) => this.track(promise);
    return createCache({ ...deps, redis, waitUntil });
  }

  private track(promise: Promise<unknown>): void {
    this.pending += 1;
    promise
      .catch((failure: unknown) => this.failures.push(failure))
      .finally(() => {
        this.pending -= 1;
      });
  }

  reader(name: string, isolate: IsolateState): void {
    const actor = this.stage.actor(name, this.hasty);
    const cache = this.cache(isolate, actor);
    this.track(this.readThrough(cache, () => actor.call(() => readVersion(this.userId))));
  }

  writer(name: string, isolate: IsolateState, writing: Writing): void {
    const actor = this.stage.actor(name, this.hasty);
    const cache = this.cache(isolate, actor);
    const write = async () => {
      const version = (await actor.call(() => raiseVersion(this.userId))) ?? 0;
      const value = writing === "replaces" ? `v${version}` : undefined;
      expect(await cache.replace([{ entry: this.entry, version, value }])).toBe(true);
      this.announced = Math.max(this.announced, version);
    };
    this.track(write());
  }

  private async readThrough(cache: Cache, truth: () => Promise<Versioned<string>>) {
    return (await cache.read(this.entry, parse)) ?? (await cache.load(this.entry, truth));
  }

  /** A request that comes now and must not see anything older than what was announced before it came. */
  private look(isolate: IsolateState): void {
    const expected = this.announced;
    const seen = this.readThrough(this.cache(isolate), () => readVersion(this.userId));
    this.track(seen.then(({ version }) => expect(version).toBeGreaterThanOrEqual(expected)));
  }

  /**
   * Plays the order; when a version is announced, and at the end, fresh requests look from everywhere. Their own loads
   * would also mend what a late fill had spoilt: unwatched, they only look when floors have ended.
   */
  async play(order: string[], isolates: IsolateState[]): Promise<void> {
    const lookAll = (all: IsolateState[]) => {
      if (this.announced === 0 || !this.watched) return;
      for (const isolate of all) this.look(isolate);
    };
    let looked = 0;
    const lookOnNews = () => {
      if (this.announced > looked) lookAll(isolates);
      looked = this.announced;
    };
    await this.stage.play(order, lookOnNews, () => this.pending);
    lookAll(isolates);
    await this.settle();
    // Floors end before values do; by then nothing old may lie below them.
    this.clockMs += floorTtlSeconds * 1000;
    if (this.withRedis) await redisCommand("DEL", this.entry.floorKey);
    this.look(newIsolate());
    if (!this.withRedis) for (const isolate of isolates) this.look(isolate);
    await this.settle();
    if (this.failures.length > 0) throw this.failures[0];
  }

  private settle(): Promise<void> {
    return this.stage.play(
      [],
      () => undefined,
      () => this.pending,
    );
  }
}

/** Who does what in which isolate, in how many steps. */
export type Play = {
  /** How many steps each actor has; with many actors, hasty ones keep the number of orders small. */
  steps: Record<string, number>;
  hasty?: boolean;
  watched?: boolean;
  /** Leaves out orders that are others with two names exchanged. */
  only?: (order: string[]) => boolean;
  redis: boolean;
  entry: (userId: string) => CacheEntry;
  cast: (scene: Scene, isolates: { a: IsolateState; b: IsolateState }) => void;
};

/** Plays every order, each with a person of its own; several at a time. Returns how many there were. */
export async function playAll(play: Play): Promise<number> {
  const { steps, hasty = false, watched = true, only = () => true, redis, entry, cast } = play;
  const waiting = [...orders(steps)].filter(only);
  const count = waiting.length;
  const playSome = async () => {
    for (let order = waiting.pop(); order; order = waiting.pop()) {
      const { id } = await createUser();
      const scene = new Scene(id, entry(id), redis, hasty, watched);
      const isolates = { a: newIsolate(), b: newIsolate() };
      cast(scene, isolates);
      try {
        await scene.play(order, redis ? [isolates.a, isolates.b] : [isolates.a]);
      } catch (cause) {
        throw new Error(`Order ${order.join("")}: ${String(cause)}`, { cause });
      }
    }
  };
  await Promise.all(Array.from({ length: 16 }, playSome));
  return count;
}
