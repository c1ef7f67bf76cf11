import type { Message } from "./schema";

/** How a room looks as a file. Each message is one line in either format, so that lines count them. */

export const exportFormats = ["jsonl", "html"] as const;
export type ExportFormat = (typeof exportFormats)[number];

export type ExportHead = {
  roomId: string;
  name: string;
  topic: string;
  lastSeq: number;
  /** Of the site, for links to files. */
  origin: string;
  /** ms. */
  exportedAt: number;
};

type RoomFile = {
  contentType: string;
  extension: string;
  toHead: (head: ExportHead) => string;
  toText: (message: Message, head: ExportHead) => string;
  toFoot: (head: ExportHead) => string;
};

export const roomExports: Record<ExportFormat, RoomFile> = {
  jsonl: {
    contentType: "application/x-ndjson; charset=utf-8",
    extension: "jsonl",
    toHead: () => "",
    toText: (message, { origin }) => `${JSON.stringify(toEntry(message, origin))}\n`,
    toFoot: () => "",
  },
  html: {
    contentType: "text/html; charset=utf-8",
    extension: "html",
    toHead: toHtmlHead,
    toText: toHtmlMessage,
    toFoot: () => "</ol></body></html>",
  },
};

/** Times as people and programs can read them; files by name and address. */
function toEntry(message: Message, origin: string) {
  const { id, seq, authorId, authorName, body, replyTo, pinned } = message;
  return {
    ...{ id, seq, authorId, authorName, body, replyTo, pinned },
    createdAt: toTime(message.createdAt),
    editedAt: message.editedAt === null ? null : toTime(message.editedAt),
    deletedAt: message.deletedAt === null ? null : toTime(message.deletedAt),
    reactions: message.reactions.map(({ emoji, userIds }) => ({ emoji, count: userIds.length })),
    attachments: message.attachments.map(({ name, type, size, url }) => {
      return { name, type, size, url: new URL(url, origin).href };
    }),
  };
}

function toHtmlHead({ name, topic, exportedAt }: ExportHead): string {
  const style =
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem;" +
    "color-scheme:light dark}ol{list-style:none;padding:0}li{margin:0 0 1rem;overflow-wrap:anywhere}" +
    "time{opacity:.7;font-size:.85em}p{margin:.1rem 0;white-space:pre-wrap}";
  const title = escapeHtml(name);
  return (
    `<!doctype html><html><head><meta charset="utf-8">` +
    `<meta name="viewport" content="width=device-width"><title>${title}</title>` +
    `<style>${style}</style></head><body><h1>${title}</h1><p>${escapeHtml(topic)}</p>` +
    `<p><time>${toTime(exportedAt)}</time></p><ol>`
  );
}

function toHtmlMessage(message: Message, { origin }: ExportHead): string {
  const { authorName, body, createdAt, deletedAt, attachments } = message;
  const at = toTime(createdAt);
  const text = deletedAt === null ? escapeHtml(body) : "—";
  const files = attachments.map(({ name, url }) => {
    const address = escapeHtml(new URL(url, origin).href);
    return `<p><a href="${address}" rel="noreferrer">${escapeHtml(name)}</a></p>`;
  });
  return (
    `<li id="m${message.seq}"><strong>${escapeHtml(authorName)}</strong> ` +
    `<time datetime="${at}">${at}</time><p>${text}</p>${files.join("")}</li>\n`
  );
}

const toTime = (at: number) => new Date(at).toISOString();

const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
  "\n": "&#10;",
  "\r": "&#13;",
};

/** For text and for quoted attributes; line breaks too, so that a message stays one line of the file. */
function escapeHtml(text: string): string {
  return text.replace(/[&<>"'\n\r]/g, (character) => entities[character] ?? "");
}
