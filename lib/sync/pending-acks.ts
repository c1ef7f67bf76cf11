import type { Message, ServerFrame } from "../chat/schema";
import { NetworkError } from "../http/fetcher";
import { isProblemCode, PlazaError } from "../http/problem";
import type { Cancel, Effects } from "./effects";

type Waiter = { resolve(message: Message): void; reject(error: Error): void; cancel: Cancel };

export type PendingAcks = {
  /** The answer to a post that was sent on the socket; rejects with `NetworkError` when none comes in time. */
  wait(clientId: string): Promise<Message>;
  settle(frame: Extract<ServerFrame, { type: "ack" | "nack" }>): void;
  /** The socket is gone: nobody will answer. */
  loseAll(): void;
};

const ackTimeoutMs = 5_000;

/** Who waits for which answer on the socket. */
export function createPendingAcks(effects: Effects): PendingAcks {
  const waiters = new Map<string, Waiter>();

  function take(clientId: string): Waiter | undefined {
    const waiter = waiters.get(clientId);
    waiters.delete(clientId);
    waiter?.cancel();
    return waiter;
  }

  function lose(clientId: string, why: string): void {
    take(clientId)?.reject(new NetworkError(why));
  }

  return {
    wait(clientId) {
      // Sent again: who waited before has turned away.
      take(clientId);
      return new Promise((resolve, reject) => {
        const cancel = effects.after(ackTimeoutMs, () => lose(clientId, "No ack"));
        waiters.set(clientId, { resolve, reject, cancel });
      });
    },
    settle(frame) {
      const waiter = take(frame.clientId);
      if (frame.type === "ack") return waiter?.resolve(frame.message);
      const { code, detail, errors, retryAfterSeconds } = frame.problem;
      const known = isProblemCode(code) ? code : "internal";
      waiter?.reject(new PlazaError(known, { detail, errors, retryAfterSeconds }));
    },
    loseAll() {
      for (const clientId of [...waiters.keys()]) lose(clientId, "The socket was lost");
    },
  };
}
