import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toCountry, toEventPath, toInterval, toMethod, toRoute } from "./domain";

describe("the route of a request", () => {
  test.each([
    ["/", "/"],
    ["/index", "/"],
    ["/index.rsc", "/"],
    ["/__index.prefetch.rsc", "/"],
    ["/chat.rsc", "/chat"],
    ["/chat/[roomId].rsc", "/chat/[roomId]"],
    ["/chat/[roomId].prefetch.rsc", "/chat/[roomId]"],
    ["/(chat)/chat/[roomId]", "/chat/[roomId]"],
    ["/(auth)", "/"],
    ["/api/auth/[...nextauth]", "/api/auth/[...nextauth]"],
    ["/api/health/", "/api/health"],
    ["/[...missing]", "(unmatched)"],
    ["/[...missing].rsc", "(unmatched)"],
    ["/404", "(unmatched)"],
    ["/500", "(unmatched)"],
    ["/_next/static/x.js", "(unmatched)"],
    [`/${"x".repeat(200)}`, "(unmatched)"],
    ["", "(unmatched)"],
    [null, "(unmatched)"],
  ])("%s is counted as %s", (matched, route) => {
    expect(toRoute(matched)).toBe(route);
  });
});

describe("the path of a request", () => {
  test.each([
    ["/api/chat/rooms/8wYk/meta", "/api/chat/rooms/[roomId]/meta", "/api/chat/rooms/8wYk/meta"],
    ["/invite/abc", "/invite/[token]", "/invite/[token]"],
    ["/invite/abc/", "/invite/[token]", "/invite/[token]"],
    ["/invite/abc.rsc", "/invite/[token]", "/invite/[token]"],
    ["/s/abc/embed", "/s/[shareId]/embed", "/s/[shareId]/embed"],
    ["/stats/abc", "/stats/[linkId]", "/stats/[linkId]"],
    ["/stats/abc.rsc", "/stats/[linkId]", "/stats/[linkId]"],
    ["/api/dashboard/abc/stats", "/api/dashboard/[linkId]/stats", "/api/dashboard/[linkId]/stats"],
    ["/stats/AbCdEfGhIjKlMnOpQrStUvWxYzAbCdEf", "(unmatched)", "/stats/…"],
    ["/api/hooks/abc", "/api/hooks/[webhookToken]", "/api/hooks/[webhookToken]"],
    ["/api/me/sessions/abc", "/api/me/sessions/[sid]", "/api/me/sessions/[sid]"],
    ["/a/%E6%97%A5", "/a/[id]", "/a/%E6%97%A5"],
    // Nobody knows what these segments are.
    ["/reset/AbCdEfGhIjKlMnOpQ/x", "(unmatched)", "/reset/…/x"],
    ["/reset/AbCdEfGhIjKlMnOpQ/x", "/reset/[token]", "/reset/…/x"],
    ["/api/auth/callback/AbCdEfGhIjKlMnOpQ", "/api/auth/[...nextauth]", "/api/auth/callback/…"],
    ["/", "/", "/"],
    ["//", "(unmatched)", "/"],
    ["//x//y", "(unmatched)", "//x//y"],
  ])("%s at %s is kept as %s", (pathname, route, path) => {
    expect(toEventPath(pathname, route)).toBe(path);
  });

  test("has at most 512 characters, and no half of an encoded byte at its end", () => {
    const path = toEventPath(`/a/${"%E6%97%A5".repeat(100)}`, "/a/[id]");
    expect(path).toHaveLength(510);
    expect(path.endsWith("%E6%97")).toBe(false);
    expect(path.endsWith("%E6")).toBe(true);
    expect(() => decodeURIComponent(path.slice(0, -3))).not.toThrow();
  });

  test("never throws and always fits, whatever it is made of", () => {
    const anything = fc.string({ unit: "binary", maxLength: 700 });
    fc.assert(
      fc.property(anything, anything, (pathname, matched) => {
        const route = toRoute(`/${matched}`);
        const path = toEventPath(`/${pathname}`, route);
        expect(path.startsWith("/")).toBe(true);
        expect(path.length).toBeLessThanOrEqual(512);
        expect(route.length).toBeLessThanOrEqual(200);
      }),
    );
  });

  test("never shows a token, wherever it stands", () => {
    const token = fc.stringMatching(/^[A-Za-z0-9]{32}$/);
    const around = fc.constantFrom("", "/x", "/x.rsc", "/", "//");
    const routes = fc.constantFrom("/reset/[token]", "(unmatched)", "/[...missing]", "/reset");
    fc.assert(
      fc.property(token, around, routes, (secret, rest, route) => {
        expect(toEventPath(`/reset/${secret}${rest}`, route)).not.toContain(secret);
      }),
    );
  });
});

test("methods that are none are counted together", () => {
  expect(["GET", "PROPFIND", "M-SEARCH", "get", ""].map(toMethod)).toEqual([
    "GET",
    "PROPFIND",
    "OTHER",
    "OTHER",
    "OTHER",
  ]);
});

test("countries that are none are unknown", () => {
  expect(["DE", "T1", "d", "Germany", null, undefined, 7].map(toCountry)).toEqual([
    "DE",
    "T1",
    "XX",
    "XX",
    "XX",
    "XX",
    "XX",
  ]);
});

test("a ratio becomes one in n", () => {
  expect([1, 0.9, 0.5, 0.3, 0.1, 1e-9].map(toInterval)).toEqual([1, 1, 2, 3, 10, 1_000_000]);
});
