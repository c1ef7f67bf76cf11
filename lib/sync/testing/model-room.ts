import type { ChangePage, Message, MessagePage, RoomMeta } from "../../chat/schema";

export type ModelChange = {
  type: "messages" | "changed";
  messages: Message[];
  prevRev: number;
  rev: number;
};

/** A room as the server is meant to keep it, in memory and in the plainest way. */
export class ModelRoom {
  messages: Message[] = [];
  rev = 0;
  epoch = "epoch1";

  constructor(
    /** Pages are never longer, whatever is asked for. */
    private readonly pageCap = 100,
    private readonly tell: (change: ModelChange) => void = () => undefined,
  ) {}

  /** The same client id of the same author again is the same message. */
  post(authorId: string, clientId: string, body: string, fileIds: string[] = []): Message {
    const known = this.messages.find(
      (message) => message.clientId === clientId && message.authorId === authorId,
    );
    if (known) return known;
    const message = createMessage({
      seq: this.messages.length + 1,
      rev: this.rev + 1,
      authorId,
      clientId,
      body,
      attachments: fileIds.map((id) => createAttachment(id)),
    });
    this.messages.push(message);
    this.changed("messages", [message]);
    return message;
  }

  /** Several at once, in one change, as the object writes what waits. */
  postMany(authorId: string, bodies: string[]): void {
    const first = this.messages.length + 1;
    const messages = bodies.map((body, index) =>
      createMessage({
        seq: first + index,
        rev: this.rev + 1 + index,
        authorId,
        clientId: `many-${first + index}`,
        body,
      }),
    );
    this.messages.push(...messages);
    this.changed("messages", messages);
  }

  edit(seq: number, body: string): Message | null {
    return this.rewrite(seq, { body, editedAt: this.rev });
  }

  remove(seq: number): Message | null {
    return this.rewrite(seq, { body: "", deletedAt: this.rev });
  }

  /** A change that no message shows, such as somebody joining. */
  bump(): void {
    this.changed("changed", [], 1);
  }

  meta(): RoomMeta {
    const { rev, epoch } = this;
    return { roomId: "room1", rev, lastSeq: this.messages.length, lastMessageAt: null, epoch };
  }

  newest(limit: number): MessagePage {
    const size = Math.min(limit, this.pageCap);
    return this.page(this.messages.slice(-size), this.messages.length > size);
  }

  after(seq: number, limit: number): MessagePage {
    const rest = this.messages.filter((message) => message.seq > seq);
    const page = rest.slice(0, Math.min(limit, this.pageCap));
    return this.page(page, rest.length > page.length);
  }

  before(seq: number, limit: number): MessagePage {
    const rest = this.messages.filter((message) => message.seq < seq);
    const page = rest.slice(-Math.min(limit, this.pageCap));
    return this.page(page, rest.length > page.length);
  }

  /** A page with this message in its middle; no messages where there is none such. */
  around(id: string, limit: number): MessagePage {
    const size = Math.min(limit, this.pageCap);
    const index = this.messages.findIndex((message) => message.id === id);
    const end = Math.min(this.messages.length, index + 1 + Math.floor((size - 1) / 2));
    const start = Math.max(0, end - size);
    return this.page(index < 0 ? [] : this.messages.slice(start, end), start > 0);
  }

  react(seq: number, userId: string, emoji: string, on: boolean): Message | null {
    const message = this.messages[seq - 1];
    if (!message) return null;
    const others = message.reactions.find((known) => known.emoji === emoji)?.userIds ?? [];
    if (others.includes(userId) === on) return message;
    const userIds = on ? [...others, userId] : others.filter((id) => id !== userId);
    const rest = message.reactions.filter((known) => known.emoji !== emoji);
    return this.rewrite(seq, {
      reactions: userIds.length > 0 ? [...rest, { emoji, userIds }] : rest,
    });
  }

  pin(seq: number, pinned: boolean): Message | null {
    const message = this.messages[seq - 1];
    return message?.pinned === pinned ? message : this.rewrite(seq, { pinned });
  }

  changedSince(rev: number, limit: number): ChangePage {
    const rest = this.messages.filter((message) => message.rev > rev).sort((a, b) => a.rev - b.rev);
    const page = rest.slice(0, Math.min(limit, this.pageCap));
    const hasMore = rest.length > page.length;
    return { ...this.page(page, hasMore), rev: hasMore ? (page.at(-1)?.rev ?? rev) : this.rev };
  }

  private rewrite(seq: number, fields: Partial<Message>): Message | null {
    const message = this.messages[seq - 1];
    if (!message) return null;
    const written = { ...message, ...fields, rev: this.rev + 1 };
    this.messages[seq - 1] = written;
    this.changed("changed", [written]);
    return written;
  }

  private changed(type: ModelChange["type"], messages: Message[], by = messages.length): void {
    const prevRev = this.rev;
    this.rev += by;
    this.tell({ type, messages, prevRev, rev: this.rev });
  }

  private page(messages: Message[], hasMore: boolean): MessagePage {
    const { rev, epoch } = this;
    return { messages: [...messages], rev, lastSeq: this.messages.length, epoch, hasMore };
  }
}

function createAttachment(id: string): Message["attachments"][number] {
  const [name, type] = [`${id}.png`, "image/png"];
  return { id, url: `/files/${id}`, name, type, size: 1, width: 1, height: 1 };
}

export function createMessage(fields: Pick<Message, "seq" | "rev"> & Partial<Message>): Message {
  return {
    id: `message-${fields.seq}`,
    roomId: "room1",
    clientId: `client-${fields.seq}`,
    authorId: "other",
    authorName: "Somebody",
    authorImage: null,
    authorBadge: null,
    body: `Body ${fields.seq}`,
    replyTo: null,
    attachments: [],
    reactions: [],
    pinned: false,
    editedAt: null,
    deletedAt: null,
    createdAt: 0,
    ...fields,
  };
}
