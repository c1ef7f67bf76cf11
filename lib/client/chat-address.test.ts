import { describe, expect, it } from "vitest";
import { emptySearch, readChatPlace, toChatHref, toDayStart, type ChatPlace } from "./chat-address";

const read = (href: string) => {
  const { pathname, searchParams } = new URL(href, "https://plaza.example");
  return readChatPlace(pathname, searchParams);
};

describe("the address of the chat", () => {
  it.each<[string, ChatPlace]>([
    ["/chat", { roomId: null, messageId: null, find: null }],
    ["/chat/r1", { roomId: "r1", messageId: null, find: null }],
    ["/chat/r1?message=m1", { roomId: "r1", messageId: "m1", find: null }],
    ["/chat?mentions=1", { roomId: null, messageId: null, find: { panel: "mentions" } }],
    [
      "/chat/r1?message=m1&q=%E5%8F%B0%E7%81%A3+caf%C3%A9",
      { roomId: "r1", messageId: "m1", find: { ...emptySearch, query: "台灣 café" } },
    ],
    [
      "/chat/r1?q=&in=r2&by=u1&from=2026-11-01&to=2026-11-21",
      {
        roomId: "r1",
        messageId: null,
        find: {
          ...emptySearch,
          ...{ roomId: "r2", authorId: "u1", from: "2026-11-01", to: "2026-11-21" },
        },
      },
    ],
  ])("%s says what it was made of", (href, place) => {
    expect(toChatHref(place)).toBe(href);
    expect(read(href)).toEqual(place);
  });

  it("is read as if what cannot be were not there", () => {
    expect(read("/chat/%3Cb%3E?message=m1")).toEqual({ roomId: null, messageId: null, find: null });
    expect(read("/chat/r1?message=../x&q=a&in=%20&by=<&from=2026-02-30&to=soon")).toEqual({
      roomId: "r1",
      messageId: null,
      find: { ...emptySearch, query: "a" },
    });
  });
});

describe("a day", () => {
  it("begins at midnight of the viewer's clock", () => {
    expect(new Date(toDayStart("2026-11-30", 1)).toDateString()).toBe("Tue Dec 01 2026");
    expect(new Date(toDayStart("2026-11-30")).getHours()).toBe(0);
  });
});
