import { describe, expect, it } from "vitest";
import { createGroupCommit } from "./group-commit";

/** A store that is written when the test says so. */
function createStore(options: Partial<Parameters<typeof createGroupCommit<string, string>>[0]>) {
  const batches: string[][] = [];
  const ends: ((error?: Error) => void)[] = [];
  const commit = createGroupCommit<string, string>({
    maxItems: 3,
    maxWeight: 100,
    maxWaiting: 10,
    weigh: (item) => item.length,
    write: (items) => {
      batches.push(items);
      return new Promise((resolve, reject) => {
        ends.push((error) => (error ? reject(error) : resolve(items.map((item) => `${item}!`))));
      });
    },
    ...options,
  });
  return { commit, batches, end: (batch: number, error?: Error) => ends[batch]?.(error) };
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

describe("group commit", () => {
  it("writes the first at once, and what waits meanwhile together and in order", async () => {
    const { commit, batches, end } = createStore({});
    const results = ["a", "b", "c", "d", "e"].map((item) => commit.submit(item));
    expect(batches).toEqual([["a"]]);
    end(0);
    await settle();
    expect(batches).toEqual([["a"], ["b", "c", "d"]]);
    end(1);
    await settle();
    end(2);
    expect(await Promise.all(results)).toEqual(["a!", "b!", "c!", "d!", "e!"]);
    expect(batches).toEqual([["a"], ["b", "c", "d"], ["e"]]);
  });

  it("fails the items of a failing batch only", async () => {
    const { commit, end } = createStore({});
    const [first, second, third] = ["a", "b", "c"].map((item) => commit.submit(item));
    end(0);
    await settle();
    const failed = Promise.allSettled([second, third]);
    end(1, new Error("no database"));
    expect((await failed).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    const later = commit.submit("d");
    await settle();
    end(2);
    expect(await Promise.all([first, later])).toEqual(["a!", "d!"]);
  });

  it("cuts a batch by weight, but never below one item", async () => {
    const { commit, batches, end } = createStore({ maxWeight: 5 });
    const results = ["a", "long item", "bb", "ccc", "d"].map((item) => commit.submit(item));
    for (let batch = 0; batch < 4; batch += 1) {
      end(batch);
      await settle();
    }
    await Promise.all(results);
    expect(batches).toEqual([["a"], ["long item"], ["bb", "ccc"], ["d"]]);
  });

  it("refuses what comes when too many wait", async () => {
    const { commit } = createStore({ maxWaiting: 1 });
    void commit.submit("written");
    void commit.submit("waits");
    await expect(commit.submit("too many")).rejects.toMatchObject({ code: "unavailable" });
  });
});
