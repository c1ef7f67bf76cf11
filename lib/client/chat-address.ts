import { messageIdSchema, roomIdSchema, userIdSchema } from "../chat/schema";

/** What is looked for; days are `2026-11-21` by the viewer's clock, both included. */
export type SearchView = {
  panel: "search";
  query: string;
  /** Null: in all of my rooms. */
  roomId: string | null;
  authorId: string | null;
  from: string | null;
  to: string | null;
};
export type FindView = SearchView | { panel: "mentions" };

/** Everything that the address of the chat says. */
export type ChatPlace = {
  roomId: string | null;
  /** The message to stand at. */
  messageId: string | null;
  /** What is open beside the room. */
  find: FindView | null;
};

export const emptySearch: SearchView = {
  panel: "search",
  query: "",
  roomId: null,
  authorId: null,
  from: null,
  to: null,
};

/** Longer ones the server would refuse. */
export const maxQueryCharacters = 200;

/** The address of a place in the chat. */
export function toChatHref({ roomId, messageId, find }: ChatPlace): string {
  const search = new URLSearchParams();
  if (messageId !== null) search.set("message", messageId);
  if (find?.panel === "mentions") search.set("mentions", "1");
  if (find?.panel === "search") {
    search.set("q", find.query);
    if (find.roomId !== null) search.set("in", find.roomId);
    if (find.authorId !== null) search.set("by", find.authorId);
    if (find.from !== null) search.set("from", find.from);
    if (find.to !== null) search.set("to", find.to);
  }
  const path = roomId === null ? "/chat" : `/chat/${roomId}`;
  return search.size === 0 ? path : `${path}?${search.toString()}`;
}

/** The place of an address. A value that cannot be is as if it were not there. */
export function readChatPlace(pathname: string, search: URLSearchParams): ChatPlace {
  const query = search.get("q");
  const roomId = parse(roomIdSchema, pathname.split("/")[2]);
  return {
    roomId,
    messageId: roomId === null ? null : parse(messageIdSchema, search.get("message")),
    find:
      query !== null
        ? {
            panel: "search",
            query: query.slice(0, maxQueryCharacters),
            roomId: parse(roomIdSchema, search.get("in")),
            authorId: parse(userIdSchema, search.get("by")),
            from: toDay(search.get("from")),
            to: toDay(search.get("to")),
          }
        : search.get("mentions") === "1"
          ? { panel: "mentions" }
          : null,
  };
}

const parse = (schema: typeof roomIdSchema, value: string | null | undefined) => {
  const parsed = schema.safeParse(value);
  return parsed.success ? parsed.data : null;
};

/** A day that exists, or null. */
function toDay(value: string | null): string | null {
  if (value === null || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return null;
  const at = Date.parse(`${value}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(value) ? value : null;
}

/** The first moment of a day by the viewer's clock, ms; `after` days later. */
export function toDayStart(day: string, after = 0): number {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(year, month - 1, date + after).getTime();
}
