import { beforeAll, describe, expect, it } from "vitest";
import { CacheKeys } from "../../lib/cache/keys";
import { hasRedis, newIsolate } from "./support/deps";
import { resetRedis } from "./support/redis";
import { playAll, type Play, type Writing } from "./support/cache-scene";

const writings: Writing[] = ["replaces", "drops"];

/** R reads on isolate `a` while W writes on the same one or on another. */
const readAndWrite =
  (writing: Writing, at: "a" | "b"): Play["cast"] =>
  (scene, isolates) => {
    scene.reader("R", isolates.a);
    scene.writer("W", isolates[at], writing);
  };

describe.skipIf(!hasRedis)("with one Redis, no order of steps hides what a writer wrote", () => {
  beforeAll(resetRedis);

  it.each(writings)("a reader fills while another isolate %s", async (writing) => {
    const played = await playAll({
      steps: { R: 6, W: 4 },
      redis: true,
      entry: CacheKeys.role,
      cast: readAndWrite(writing, "b"),
    });
    expect(played).toBe(210);
  });

  it.each(writings)("a reader fills while its own isolate %s", async (writing) => {
    const played = await playAll({
      steps: { R: 6, W: 4 },
      redis: true,
      entry: CacheKeys.meta,
      cast: readAndWrite(writing, "a"),
    });
    expect(played).toBe(210);
  });

  it("two readers share a flight while another isolate drops", async () => {
    const played = await playAll({
      steps: { R: 3, Q: 3, W: 2 },
      hasty: true,
      only: (order) => order.indexOf("R") < order.indexOf("Q"),
      redis: true,
      entry: CacheKeys.role,
      cast: (scene, { a, b }) => {
        scene.reader("R", a);
        scene.reader("Q", a);
        scene.writer("W", b, "drops");
      },
    });
    expect(played).toBe(280);
  });

  it.each(writings)("nothing old lies below a floor when another isolate %s", async (writing) => {
    const played = await playAll({
      steps: { R: 6, W: 4 },
      watched: false,
      redis: true,
      entry: CacheKeys.role,
      cast: readAndWrite(writing, "b"),
    });
    expect(played).toBe(210);
  });

  it("two isolates write at once while a third reads", async () => {
    const played = await playAll({
      steps: { R: 3, V: 2, W: 2 },
      hasty: true,
      redis: true,
      entry: CacheKeys.role,
      cast: (scene, { a, b }) => {
        scene.reader("R", newIsolate());
        scene.writer("V", a, "replaces");
        scene.writer("W", b, "replaces");
      },
    });
    expect(played).toBe(210);
  });
});

describe("without Redis, no order of steps hides what a writer of the isolate wrote", () => {
  it.each(writings)("two readers fill while it %s", async (writing) => {
    const played = await playAll({
      steps: { R: 2, Q: 2, W: 2 },
      redis: false,
      entry: CacheKeys.role,
      cast: (scene, { a }) => {
        scene.reader("R", a);
        scene.reader("Q", a);
        scene.writer("W", a, writing);
      },
    });
    expect(played).toBe(90);
  });

  it("a reader fills while two write", async () => {
    const played = await playAll({
      steps: { R: 2, V: 2, W: 2 },
      redis: false,
      entry: CacheKeys.meta,
      cast: (scene, { a }) => {
        scene.reader("R", a);
        scene.writer("V", a, "replaces");
        scene.writer("W", a, "drops");
      },
    });
    expect(played).toBe(90);
  });
});
