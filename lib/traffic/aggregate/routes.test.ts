import { describe, expect, it } from "vitest";
import { KnownRoutes } from "./routes";

const names = (count: number) => Array.from({ length: count }, (_, index) => `/r${index}`);

describe("the routes that statistics know", () => {
  it("are at most 500; further ones are counted as (other)", () => {
    const routes = new KnownRoutes(names(499));
    expect(routes.toPath("/new")).toBe("/new");
    expect(routes.toPath("/newer")).toBe("(other)");
    expect(routes.toPath("/r7")).toBe("/r7");
    expect(routes.added).toEqual(["/new", "(other)"]);
  });

  it("do not include the collective ones in the 500", () => {
    const routes = new KnownRoutes(["(other)", ...names(499)]);
    expect(routes.toPath("(unmatched)")).toBe("(unmatched)");
    expect(routes.toPath("/last")).toBe("/last");
    expect(routes.toPath("/beyond")).toBe("(other)");
  });
});
