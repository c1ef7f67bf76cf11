import { describe, expect, it } from "vitest";
import { nextAttemptAt, toAddressGroup, toBadge, toOwnPath, toPerson } from "./domain";

describe("where a visitor goes after signing in", () => {
  it("is a path of this site, with its query and hash", () => {
    expect(toOwnPath("/chat/abc?x=1#seq-5")).toBe("/chat/abc?x=1#seq-5");
    expect(toOwnPath("/invite/abc")).toBe("/invite/abc");
  });

  it("is /chat for another site, however it is written", () => {
    for (const next of [
      null,
      undefined,
      "",
      "chat",
      "https://evil.example/",
      "//evil.example/",
      "/\\evil.example",
      "\\\\evil.example",
      "/\t/evil.example",
      "/\n/evil.example",
      "javascript:alert(1)",
      " /chat",
    ]) {
      expect(toOwnPath(next)).toBe("/chat");
    }
  });

  it("is never the sign-in page again, nor a call", () => {
    expect(toOwnPath("/sign-in?next=/sign-in")).toBe("/chat");
    expect(toOwnPath("/register")).toBe("/chat");
    expect(toOwnPath("/api/auth/signout")).toBe("/chat");
    expect(toOwnPath("/chat/../sign-in")).toBe("/chat");
  });
});

describe("an address for limits", () => {
  it("is the whole of an IPv4 address and the /64 of an IPv6 one", () => {
    expect(toAddressGroup("203.0.113.7")).toBe("203.0.113.7");
    expect(toAddressGroup("2001:db8:1:2:3:4:5:6")).toBe("2001:db8:1:2");
    expect(toAddressGroup("2001:DB8:0001:0002::9")).toBe("2001:db8:1:2");
    expect(toAddressGroup("2001:db8::1")).toBe("2001:db8:0:0");
    expect(toAddressGroup("::1")).toBe("0:0:0:0");
  });
});

describe("a badge", () => {
  it("shows the role before the partnership, and only an approved one", () => {
    expect(toBadge("admin", "approved")).toBe("admin");
    expect(toBadge("moderator", null)).toBe("moderator");
    expect(toBadge("member", "approved")).toBe("partner");
    expect(toBadge("member", "pending")).toBeNull();
    expect(toBadge("member", "suspended")).toBeNull();
    expect(toBadge("member", null)).toBeNull();
  });
});

describe("the person behind claims", () => {
  const record = {
    name: "Ada",
    image: null,
    role: "member" as const,
    status: "active" as const,
    revokedSids: ["gone"],
  };

  it("is there for a live session", () => {
    expect(toPerson({ userId: "u1", sid: "live" }, record, null)).toEqual({
      id: "u1",
      sid: "live",
      name: "Ada",
      image: null,
      role: "member",
      partner: null,
    });
  });

  it("is nobody for a revoked session or a deleted account", () => {
    expect(toPerson({ userId: "u1", sid: "gone" }, record, null)).toBeNull();
    const deleted = { ...record, status: "deleted" as const };
    expect(toPerson({ userId: "u1", sid: "live" }, deleted, null)).toBeNull();
  });
});

describe("the next attempt of an owed effect", () => {
  it("comes after 5 s, then twice as late each time, at most 10 minutes", () => {
    expect([0, 1, 2, 6, 7, 50].map((attempts) => nextAttemptAt(1_000, attempts))).toEqual([
      6_000, 11_000, 21_000, 321_000, 601_000, 601_000,
    ]);
  });
});
