import { describe, expect, it } from "vitest";
import { createNameBook } from "./name-book";

const settle = () => new Promise((resolve) => setImmediate(resolve));
const ids = (count: number) => Array.from({ length: count }, (_, index) => `u${index}`);

describe("names by id", () => {
  it("are asked for together, 50 at a time, and each once", async () => {
    const asked: number[] = [];
    const book = createNameBook(async (wanted) => {
      asked.push(wanted.length);
      return wanted.filter((id) => id !== "u1").map((id) => ({ id, name: `Name of ${id}` }));
    });
    let told = 0;
    for (const id of [...ids(60), "u3"]) book.watch(id, () => (told += 1));
    await settle();
    for (const id of ids(60)) book.watch(id, () => undefined);
    await settle();
    expect(asked).toEqual([50, 10]);
    expect(book.get("u0")).toBe("Name of u0");
    expect(book.get("u1")).toBeNull();
    expect(told).toBeGreaterThan(0);
  });

  it("are not asked for when a message has told them, and what the server said stays", async () => {
    const asked: string[] = [];
    const book = createNameBook(async (wanted) => {
      asked.push(...wanted);
      return wanted.map((id) => ({ id, name: "of now" }));
    });
    book.watch("a", () => undefined);
    book.learn([{ id: "a", name: "Ann" }]);
    await settle();
    book.watch("b", () => undefined);
    await settle();
    book.learn([{ id: "b", name: "of then" }]);
    expect([asked, book.get("a"), book.get("b")]).toEqual([["b"], "Ann", "of now"]);
  });

  it("are asked for again after a failure, by the next who wants them", async () => {
    let fails = true;
    const book = createNameBook(async (wanted) => {
      if (fails) throw new Error("offline");
      return wanted.map((id) => ({ id, name: "Back" }));
    });
    book.watch("a", () => undefined);
    await settle();
    expect(book.get("a")).toBeUndefined();
    fails = false;
    book.watch("a", () => undefined);
    await settle();
    expect(book.get("a")).toBe("Back");
  });
});
