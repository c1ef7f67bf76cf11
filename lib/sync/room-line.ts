import * as z from "zod/mini";
import { changePageSchema, presentUserSchema, serverFrameSchema } from "../chat/schema";
import type { ServerFrame } from "../chat/schema";
import { connectionStateSchema } from "./connection";
import type { Effects } from "./effects";
import { createLeadership, type Role } from "./leadership";
import type { RoomStore } from "./room-store";

const stateSchema = z.object({
  type: z.literal("state"),
  connection: connectionStateSchema,
  lastSyncAt: z.nullable(z.number()),
  /** `null`: nothing was loaded yet. */
  epoch: z.nullable(z.string()),
  rev: z.number(),
  lastSeq: z.number(),
  problem: z.nullable(z.string()),
  /** For one who has just come. */
  company: z.optional(
    z.object({ present: z.array(presentUserSchema), readBy: z.record(z.string(), z.number()) }),
  ),
});

const newsSchema = z.discriminatedUnion("type", [
  stateSchema,
  z.object({ type: z.literal("frame"), frame: serverFrameSchema }),
  z.object({ type: z.literal("changes"), page: changePageSchema, since: z.number() }),
  z.object({ type: z.literal("left"), code: z.string() }),
]);
/** What the page that has the connection tells the others that show the room. */
export type RoomNews = z.infer<typeof newsSchema>;

const requestSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("wake") }),
  z.object({ type: z.literal("typing") }),
]);
/** What the others ask of it. */
export type RoomRequest = z.infer<typeof requestSchema>;

export type RoomLine = {
  start(): void;
  stop(): void;
  role(): Role;
  /** Another page keeps this one in step, and was heard of lately. */
  isFed(): boolean;
  /** A page that follows this one is looked at. */
  isWatched(): boolean;
  tell(news: RoomNews): void;
  /** Passes a frame of the server on, where it is more than an answer to this page. */
  pass(frame: ServerFrame): void;
  ask(request: RoomRequest): boolean;
};

type LineOptions = {
  effects: Effects;
  store: RoomStore;
  roomId: string;
  userId: string;
  onLead(before: Role): void;
  onFollow(): void;
  onNews(news: RoomNews): void;
  onRequest(request: RoomRequest): void;
  /** Somebody looks at a page that follows this one. */
  onWatched(): void;
};

/** Longer than a page in the background may be kept from asking. */
const fedForMs = 90_000;
const watchedForMs = 10_000;
const passedTypes: ReadonlySet<ServerFrame["type"]> = new Set([
  "hello",
  "messages",
  "changed",
  "typing",
  "presence",
  "read",
]);

/** One connection to a room for all pages of a browser that show it to the same person. */
export function createRoomLine(options: LineOptions): RoomLine {
  const { effects, store, roomId, userId } = options;
  let fedUntil = 0;
  let watchedUntil = 0;
  let told: unknown[] = [];
  let unsubscribe: () => void = () => undefined;

  const leadership = createLeadership({
    effects,
    // The number changes when pages of two releases would not understand each other.
    name: `plaza.room.1.${userId}.${roomId}`,
    onLead: options.onLead,
    onFollow: options.onFollow,
    onCall({ isVisible, isNew }) {
      tellState(isNew);
      if (!isVisible) return;
      watchedUntil = effects.now() + watchedForMs;
      options.onWatched();
    },
    onNews(data) {
      const { data: news } = newsSchema.safeParse(data);
      if (!news) return;
      if (news.type === "state") fedUntil = effects.now() + fedForMs;
      options.onNews(news);
    },
    onRequest(data) {
      const { data: request } = requestSchema.safeParse(data);
      if (request) options.onRequest(request);
    },
  });

  function tellState(isForNew = false): void {
    const { connection, lastSyncAt, room, problem, company } = store.get();
    const { present, readBy } = company;
    tell({
      type: "state",
      connection,
      lastSyncAt,
      epoch: room.epoch,
      rev: room.rev,
      lastSeq: room.newestSeq,
      problem: problem?.code ?? null,
      ...(isForNew ? { company: { present: [...present], readBy: { ...readBy } } } : {}),
    });
  }

  function tell(news: RoomNews): void {
    leadership.tell(news);
  }

  /** Messages have their frames and pages; this is about how things stand. */
  function tellOfChange(): void {
    const { connection, lastSyncAt, problem } = store.get();
    const now = [connection, lastSyncAt, problem];
    if (now.every((part, index) => part === told[index])) return;
    told = now;
    tellState();
  }

  return {
    start() {
      unsubscribe = store.subscribe(tellOfChange);
      leadership.start();
    },
    stop() {
      unsubscribe();
      leadership.stop();
    },
    role: leadership.role,
    isFed: () => leadership.role() === "following" && effects.now() < fedUntil,
    isWatched: () => leadership.role() === "leading" && effects.now() < watchedUntil,
    tell,
    pass(frame) {
      if (passedTypes.has(frame.type)) tell({ type: "frame", frame });
    },
    ask: (request) => leadership.ask(request),
  };
}
