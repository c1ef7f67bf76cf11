import { describe, expect, it } from "vitest";
import { mayOpenPublicRoom, toDirectKey, toMentions } from "./domain";
import { postMessageSchema } from "./schema";

describe("mentions", () => {
  it("are the others named in a body, each once", () => {
    expect(toMentions("<@bob> and <@ada>, <@bob> again; <@me>, <@>, @eve", "me")).toEqual([
      "bob",
      "ada",
    ]);
  });

  it("are at most 20", () => {
    const body = Array.from({ length: 30 }, (_, index) => `<@u${index}>`).join(" ");
    expect(toMentions(body, "me")).toHaveLength(20);
    expect(toMentions(body, "me").at(-1)).toBe("u19");
  });
});

describe("rooms", () => {
  it("of two people have one key, whoever opens it", () => {
    expect(toDirectKey("b", "a")).toBe("a:b");
    expect(toDirectKey("a", "b")).toBe("a:b");
  });

  it("for everybody are opened by approved partners, moderators and admins", () => {
    const partner = (status: "pending" | "approved" | "suspended") => ({ id: "p", status });
    expect(mayOpenPublicRoom({ role: "member", partner: null })).toBe(false);
    expect(mayOpenPublicRoom({ role: "member", partner: partner("pending") })).toBe(false);
    expect(mayOpenPublicRoom({ role: "member", partner: partner("suspended") })).toBe(false);
    expect(mayOpenPublicRoom({ role: "member", partner: partner("approved") })).toBe(true);
    expect(mayOpenPublicRoom({ role: "moderator", partner: null })).toBe(true);
    expect(mayOpenPublicRoom({ role: "admin", partner: null })).toBe(true);
  });
});

describe("the body of a post", () => {
  const parse = (body: string) => postMessageSchema.safeParse({ clientId: "client-id", body });

  it("is counted in characters as people see code points", () => {
    expect(parse("😀".repeat(4000)).success).toBe(true);
    expect(parse("😀".repeat(4001)).success).toBe(false);
  });

  it("loses what a database cannot keep", () => {
    expect(parse("a\0b\uD800c").data?.body).toBe("ab\uFFFDc");
    expect(parse(" \0 ").success).toBe(false);
  });
});
