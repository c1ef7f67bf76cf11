import { describe, expect, it } from "vitest";
import { toFavicon } from "./favicon";

describe("the tab's picture", () => {
  it("is the page's own while nothing waits", () => {
    expect(toFavicon({ unread: 0, mentions: 0 })).toBe(null);
  });

  it("has a dot for unread messages and a number for mentions, up to 9+", () => {
    const drawn = (mentions: number) =>
      decodeURIComponent(toFavicon({ unread: 20, mentions }) ?? "").replace(/.*<circle/, "");
    expect(drawn(0)).toContain('cx="50"');
    expect(drawn(0)).not.toContain("<text");
    expect(drawn(3)).toContain(">3</text>");
    expect(drawn(12)).toContain(">9+</text>");
  });
});
