import { expect, test } from "vitest";
import { parentsLast } from "./tables.mjs";

test("tables are read after those that refer to them, and a circle does not stop it", () => {
  const table = (name, ...refersTo) => ({ name, refersTo });
  const names = (tables) => parentsLast(tables).map(({ name }) => name);
  expect(names([table("users"), table("messages", "rooms"), table("rooms", "users")])).toEqual([
    "messages",
    "rooms",
    "users",
  ]);
  expect(names([table("a", "b"), table("b", "a"), table("c", "c")])).toEqual(["c", "a", "b"]);
});
