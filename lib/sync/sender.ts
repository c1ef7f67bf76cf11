import type { Message, PostMessage } from "../chat/schema";
import { PlazaError, toProblem, type ProblemCode } from "../http/problem";
import type { Cancel, Effects } from "./effects";
import { createOutbox, type Outbox, type OutboxEntry } from "./outbox";
import { createPump } from "./pump";
import type { RoomApi } from "./room-api";
import type { RoomState } from "./room-state";
import { judgeSending, namesFiles } from "./send-verdict";
import type { OutgoingMessage } from "./types";

type ShownWindow = Pick<RoomState, "messages" | "hasLater">;
/** The room as long as somebody looks at it. */
type SenderLine = {
  /** Over the live socket; `null` when there is none. Rejects when no answer comes. */
  post(post: PostMessage): Promise<Message> | null;
  /** What the room shows; some of what was taken over may stand there. */
  window(): ShownWindow;
  /** The server has this message of mine. */
  onConfirmed(message: Message): void;
  /** The outbox looks different now. */
  onChange(): void;
  onFailure(error: unknown): void;
};

export type Sender = {
  /** What waits, for those who show it. */
  outbox: Pick<Outbox, "list">;
  /** Without a line everything goes over HTTP, so that what waits leaves even when its room is closed. */
  attach(line: SenderLine): Cancel;
  /** Resolves when it is kept beyond the page, or cannot be; then it leaves. */
  add(written: Pick<OutgoingMessage, "body" | "replyTo" | "files">): Promise<void>;
  retry(clientId: string): void;
  discard(clientId: string): void;
  /** The server answered that it has it. */
  confirm(message: Message): void;
  /** Lets go of what stands in the room's window now, whoever brought it. */
  settle(window: ShownWindow): void;
  /** A fresh connection: what waits or hangs is tried again now. */
  wake(): void;
  /** Another page of this browser, or this one in an earlier life, has left something here. */
  takeOver(): Promise<void>;
  /** Another page has heard that the server has it. */
  noteConfirmed(clientId: string, seq: number): void;
  /** Nothing can be sent here any more. */
  failAll(code: ProblemCode): void;
};

/** What other pages of this browser should know. */
export type OutboxNews = { clientId: string; seq: number } | null;

type SenderOptions = {
  effects: Effects;
  api: Pick<RoomApi, "post">;
  roomId: string;
  /** Mine; others may have copied a client id of mine. */
  userId: string;
  /** Tells the other pages; `null`: something is another in the vault. */
  tell(news: OutboxNews): void;
};

/** How far from the window's end an unsettled message of mine is looked for. */
const lookBack = 1_000;
/** For a file that could not be opened. */
const openAgainMs = 5_000;

/**
 * Sends what waits, strictly one after the other and each under its `clientId` for ever, so that sending again is safe
 * and the order holds: the next one leaves when the one before is confirmed or has failed for good. Of all pages of the
 * browser one sends at a time, and looks into the vault before each message; where browsers have no locks several may,
 * each in the same order, and the server takes each message once.
 */
export function createSender({ effects, api, roomId, userId, tell }: SenderOptions): Sender {
  const whose = { userId, roomId };
  const outbox = createOutbox({ effects, whose, onKept: () => tell(null) });
  let line: SenderLine | null = null;
  /** The message under way, and how to end its attempt early. */
  let current: string | null = null;
  let interrupt: () => void = () => undefined;
  const failures = new Map<string, number>();

  const pump = createPump({
    effects,
    lockName: `plaza.outbox.${userId}.${roomId}`,
    hasWork: () => nextEntry() !== undefined,
    async work() {
      if (!(await look())) return openAgainMs;
      const entry = nextEntry();
      return entry ? attempt(entry) : "done";
    },
  });

  /** False when what is kept could not be taken over. */
  async function look(): Promise<boolean> {
    try {
      await outbox.refresh();
      if (line) settle(line.window());
      line?.onChange();
      return true;
    } catch {
      return false;
    }
  }

  function nextEntry(): OutboxEntry | undefined {
    const next = outbox.list().find(isOpen);
    // Not before it is kept, and nothing before it.
    return next?.storage === "pending" ? undefined : next;
  }

  /** How long to wait before going on, in ms; `null`: not at all. */
  async function attempt(entry: OutboxEntry): Promise<number | null> {
    const { clientId } = entry;
    const stop = new AbortController();
    const interrupted = new Promise<null>((resolve) => {
      interrupt = () => {
        stop.abort();
        resolve(null);
      };
    });
    current = clientId;
    try {
      const message = await Promise.race([uploadAndSend(entry, stop.signal), interrupted]);
      if (message) confirm(message);
      return null;
    } catch (error) {
      line?.onFailure(error);
      const left = outbox.find(clientId);
      return left && isOpen(left) ? settleFailure(left, error) : null;
    }
  }

  /** Uploads outlive an attempt that was ended early; what it would have posted, the next one posts. */
  async function uploadAndSend(entry: OutboxEntry, signal: AbortSignal): Promise<Message | null> {
    const { clientId, body, replyTo, files } = entry;
    if (files.length === 0) return send({ clientId, body, replyTo });
    const attachmentIds = await Promise.all(files.map((file) => file.upload()));
    return signal.aborted ? null : send({ clientId, body, replyTo, attachmentIds });
  }

  async function send(post: PostMessage): Promise<Message> {
    try {
      const answer = line?.post(post);
      if (answer) return await answer;
    } catch (error) {
      if (error instanceof PlazaError) throw error;
      // The socket was lost or slow; whether the post arrived is unknown, and asking again under the same id is safe.
    }
    return api.post(post);
  }

  function settleFailure(entry: OutboxEntry, error: unknown): number | null {
    const attempts = (failures.get(entry.clientId) ?? 0) + 1;
    const verdict = judgeSending(error, attempts, effects.random());
    if (verdict.kind === "failed") {
      failures.delete(entry.clientId);
      // The server may have taken away what waited for too long: another try uploads it again.
      if (namesFiles(verdict.problem)) for (const file of entry.files) file.drop();
      outbox.fail(entry.clientId, verdict.problem);
      line?.onChange();
      return null;
    }
    failures.set(entry.clientId, attempts);
    if (error instanceof PlazaError && error.code === "rate_limited") {
      pump.hold(verdict.ms);
    }
    return verdict.ms;
  }

  function confirm(message: Message): void {
    const entry = outbox.find(message.clientId);
    if (!entry) return;
    failures.delete(message.clientId);
    outbox.confirm(message.clientId, message.seq);
    tell({ clientId: message.clientId, seq: message.seq });
    line?.onConfirmed(message);
    if (current === message.clientId) interrupt();
  }

  function settle({ messages, hasLater }: ShownWindow): void {
    const entries = outbox.list();
    if (entries.length === 0) return;
    const recent = messages.slice(-lookBack).filter(({ authorId }) => authorId === userId);
    const mine = new Set(recent.map(({ clientId }) => clientId));
    const last = hasLater ? Infinity : (messages.at(-1)?.seq ?? 0);
    for (const { clientId, confirmedSeq } of entries) {
      // A confirmed one that the window cannot show, or not any more, needs no place of its own.
      if (!mine.has(clientId) && (confirmedSeq === null || confirmedSeq > last)) continue;
      outbox.forget(clientId);
      failures.delete(clientId);
      if (current === clientId) interrupt();
    }
  }

  return {
    outbox,
    confirm,
    settle,
    attach(next) {
      line = next;
      pump.run();
      return () => {
        if (line === next) line = null;
      };
    },
    async add(written) {
      const message = { clientId: effects.newId(), ...written, createdAt: effects.now() };
      const kept = outbox.add(message);
      line?.onChange();
      await kept;
      line?.onChange();
      pump.run();
    },
    retry(clientId) {
      if (outbox.find(clientId)?.state !== "failed") return;
      outbox.retry(clientId);
      line?.onChange();
      pump.run();
    },
    discard(clientId) {
      const entry = outbox.find(clientId);
      if (entry?.state !== "failed") return;
      for (const file of entry.files) file.drop();
      outbox.discard(clientId);
      line?.onChange();
    },
    wake() {
      interrupt();
      pump.run();
    },
    async takeOver() {
      if (!(await look())) pump.wait(openAgainMs);
      pump.run();
    },
    noteConfirmed(clientId, seq) {
      if (!outbox.find(clientId)) return;
      outbox.confirm(clientId, seq);
      line?.onChange();
    },
    failAll(code) {
      const problem = toProblem(new PlazaError(code));
      for (const { clientId } of outbox.list().filter(isOpen)) outbox.fail(clientId, problem);
      pump.rest();
      line?.onChange();
    },
  };
}

function isOpen(entry: OutboxEntry): boolean {
  return entry.state === "sending" && entry.confirmedSeq === null;
}
