import { describe, expect, it } from "vitest";
import { listAssets, toPageKey } from "./kept-pages";

describe("a kept page", () => {
  it.each([
    ["/chat", "/chat"],
    ["/chat/abc_DEF-123", "/chat/room"],
    ["/chat/", null],
    ["/chat/a/b", null],
    ["/chats", null],
    ["/share/abc", null],
    ["/admin", null],
    ["/api/chat/rooms", null],
  ])("for %s is %s", (pathname, key) => {
    expect(toPageKey(pathname)).toBe(key);
  });

  it("is made of the build's files that it names, each once", () => {
    const html = [
      '<link rel="stylesheet" href="/_next/static/css/0a1b.css">',
      '<script src="/_next/static/chunks/webpack-1f2e.js" nonce="x"></script>',
      '<script>self.__next_f.push([1,"static/chunks/1.js\\",\\"/_next/static/chunks/app/chat/%5BroomId%5D/page-9.js\\""])</script>',
      '<script src="/_next/static/chunks/webpack-1f2e.js"></script>',
      '<script src="/_next/static/chunks/main-app.js?v=17"></script>',
      '<img src="/icon.svg">',
    ].join("\n");
    expect(listAssets(html)).toEqual([
      "/_next/static/css/0a1b.css",
      "/_next/static/chunks/webpack-1f2e.js",
      "/_next/static/chunks/1.js",
      "/_next/static/chunks/app/chat/%5BroomId%5D/page-9.js",
      "/_next/static/chunks/main-app.js?v=17",
    ]);
  });
});
