import { describe, expect, it } from "vitest";
import { toHue, toInitials } from "./initials";

describe("the initials of a name", () => {
  it.each([
    ["Ada Lovelace", "AL"],
    ["ada", "A"],
    ["Jean-Luc  van den Berg", "JB"],
    ["王小明", "王"],
    ["さくら", "さ"],
    ["😀 Smile", "😀S"],
    ["   ", "?"],
  ])("of %j are %s", (name, expected) => {
    expect(toInitials(name)).toBe(expected);
  });
});

describe("the colour of a person", () => {
  it("is the same for the same id and within the circle", () => {
    expect(toHue("u_1")).toBe(toHue("u_1"));
    expect(toHue("")).toBe(61);
  });

  it("differs between neighbouring ids", () => {
    expect(toHue("u_1")).not.toBe(toHue("u_2"));
  });
});
