import { toPlainText } from "./domain";
import type { PushPayload } from "./schema";
import type { Browser, ClaimedPush } from "./store/owed";
import { pushWords } from "./words";

const titleCharacters = 120;

/** What a push says of a message: who, where, what, in the browser's language; far below what fits into one. */
export function toMessagePayload(
  push: ClaimedPush,
  { locale }: Browser,
  names: ReadonlyMap<string, string>,
): PushPayload {
  const { kind, roomId, messageId, seq, authorName, roomName } = push;
  const title = kind === "direct" ? authorName : `${authorName} · ${roomName}`;
  return {
    tag: `room:${roomId}`,
    id: messageId,
    seq,
    title: shorten(title),
    body: toPlainText(push.body, names) || describeFiles(push.files, locale),
    url: `/chat/${roomId}?message=${messageId}`,
    roomId,
    icon: push.authorImage,
    locale,
    at: push.createdAt,
  };
}

/** What somebody sees who tries whether it works. */
export function toTestPayload({ locale }: Pick<Browser, "locale">, now: number): PushPayload {
  const words = pushWords[locale];
  return {
    tag: "test",
    id: `test:${now}`,
    seq: 0,
    title: words.testTitle,
    body: words.testBody,
    url: "/settings",
    roomId: null,
    icon: null,
    locale,
    at: now,
  };
}

function describeFiles(files: ClaimedPush["files"], locale: Browser["locale"]): string {
  const words = pushWords[locale];
  const isPictures = files.length > 0 && files.every(({ type }) => type.startsWith("image/"));
  if (isPictures) return files.length === 1 ? words.image : words.images;
  return shorten(files.map(({ name }) => name).join(", "));
}

function shorten(text: string): string {
  const characters = [...text];
  return characters.length > titleCharacters
    ? `${characters.slice(0, titleCharacters - 1).join("")}…`
    : text;
}
