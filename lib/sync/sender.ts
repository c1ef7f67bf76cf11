import type { Message, PostMessage } from "../chat/schema";
import { PlazaError, toProblem, type Problem, type ProblemCode } from "../http/problem";
import type { Cancel, Effects } from "./effects";
import type { Outbox, OutboxEntry } from "./outbox";
import type { RoomApi } from "./room-api";
import { judgeSending } from "./send-verdict";
import type { OutgoingMessage } from "./types";

/** The room as long as somebody looks at it. */
type SenderLine = {
  /** Over the live socket; `null` when there is none. Rejects when no answer comes. */
  post(post: PostMessage): Promise<Message> | null;
  /** The server has this message of mine. */
  onConfirmed(message: Message): void;
  /** The outbox looks different now. */
  onChange(): void;
  onFailure(error: unknown): void;
};

export type Sender = {
  outbox: Outbox;
  /** Without a line everything goes over HTTP, so that what waits leaves even when its room is closed. */
  attach(line: SenderLine): Cancel;
  add(written: Pick<OutgoingMessage, "body" | "replyTo" | "files">): void;
  retry(clientId: string): void;
  discard(clientId: string): void;
  /** The server answered that it has it. */
  confirm(message: Message): void;
  /** Lets go of what stands in the room's window now, whoever brought it. */
  settle(window: readonly Message[]): void;
  /** A fresh connection: what waits or hangs is tried again now. */
  wake(): void;
  /** Nothing can be sent here any more. */
  failAll(code: ProblemCode): void;
};

type SenderOptions = {
  effects: Effects;
  api: Pick<RoomApi, "post">;
  outbox: Outbox;
  /** Mine; others may have copied a client id of mine. */
  userId: string;
};

/** How far from the window's end an unsettled message of mine is looked for. */
const lookBack = 1_000;

/**
 * Sends what waits, strictly one after the other and each under its `clientId` for ever, so that sending again is safe
 * and the order holds: the next one leaves when the one before is confirmed or has failed for good.
 */
export function createSender({ effects, api, outbox, userId }: SenderOptions): Sender {
  let line: SenderLine | null = null;
  let isPumping = false;
  let cancelWait: Cancel = () => undefined;
  /** Not before this time (ms since the epoch): the server said so. */
  let limitedUntil = 0;
  /** The message under way, and how to end its attempt early. */
  let current: string | null = null;
  let interrupt: () => void = () => undefined;
  const failures = new Map<string, number>();

  async function pump(): Promise<void> {
    if (isPumping) return;
    cancelWait();
    if (effects.now() < limitedUntil) return waitFor(limitedUntil - effects.now());
    isPumping = true;
    for (let entry = nextEntry(); entry; entry = nextEntry()) {
      const waitMs = await attempt(entry);
      if (waitMs === null) continue;
      waitFor(waitMs);
      break;
    }
    isPumping = false;
  }

  function waitFor(ms: number): void {
    cancelWait = effects.after(ms, () => void pump());
  }

  function nextEntry(): OutboxEntry | undefined {
    return outbox.list().find((entry) => entry.state === "sending" && entry.confirmedSeq === null);
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
      change({ ...entry, state: "failed", problem: verdict.problem });
      return null;
    }
    failures.set(entry.clientId, attempts);
    if (error instanceof PlazaError && error.code === "rate_limited") {
      limitedUntil = effects.now() + verdict.ms;
    }
    return verdict.ms;
  }

  function confirm(message: Message): void {
    const entry = outbox.find(message.clientId);
    if (!entry) return;
    failures.delete(message.clientId);
    outbox.put({ ...entry, state: "sending", problem: null, confirmedSeq: message.seq });
    line?.onConfirmed(message);
    if (current === message.clientId) interrupt();
  }

  function settle(window: readonly Message[]): void {
    const entries = outbox.list();
    if (entries.length === 0) return;
    const recent = window.slice(-lookBack).filter(({ authorId }) => authorId === userId);
    const mine = new Set(recent.map(({ clientId }) => clientId));
    const last = window.at(-1)?.seq ?? 0;
    for (const { clientId, confirmedSeq } of entries) {
      // A confirmed one further up than the window is history already.
      if (!mine.has(clientId) && (confirmedSeq ?? Infinity) > last) continue;
      outbox.remove(clientId);
      failures.delete(clientId);
      if (current === clientId) interrupt();
    }
  }

  function change(entry: OutboxEntry): void {
    outbox.put(entry);
    line?.onChange();
  }

  return {
    outbox,
    confirm,
    settle,
    attach(next) {
      line = next;
      void pump();
      return () => {
        if (line === next) line = null;
      };
    },
    add(written) {
      const [clientId, createdAt] = [effects.newId(), effects.now()];
      const fresh = { state: "sending", problem: null, confirmedSeq: null } as const;
      change({ clientId, ...written, createdAt, ...fresh });
      void pump();
    },
    retry(clientId) {
      const entry = outbox.find(clientId);
      if (entry?.state !== "failed") return;
      change({ ...entry, state: "sending", problem: null });
      void pump();
    },
    discard(clientId) {
      const entry = outbox.find(clientId);
      if (entry?.state !== "failed") return;
      for (const file of entry.files) file.drop();
      outbox.remove(clientId);
      line?.onChange();
    },
    wake() {
      interrupt();
      void pump();
    },
    failAll(code) {
      const problem = toProblem(new PlazaError(code));
      for (const entry of outbox.list().filter(isOpen)) {
        outbox.put({ ...entry, state: "failed", problem });
      }
      cancelWait();
      line?.onChange();
    },
  };
}

function namesFiles(problem: Problem): boolean {
  return problem.errors?.some(({ field }) => field.startsWith("attachmentIds")) ?? false;
}

function isOpen(entry: OutboxEntry): boolean {
  return entry.state === "sending" && entry.confirmedSeq === null;
}
