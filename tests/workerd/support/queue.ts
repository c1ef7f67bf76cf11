import type { QueueMessage } from "../../../lib/traffic/aggregate/consume";
import type { NewChunk, TrafficEvent } from "../../../lib/traffic/schema";

export type Delivered = QueueMessage & { fate: "none" | "acknowledged" | `retried in ${number} s` };

/** A message as a queue delivers it, which remembers what the consumer said of it. */
export function delivered(id: string, body: unknown, attempts = 1): Delivered {
  const message: Delivered = {
    id,
    body,
    attempts,
    fate: "none",
    ack: () => {
      message.fate = "acknowledged";
    },
    retry: ({ delaySeconds = 0 } = {}) => {
      message.fate = `retried in ${delaySeconds} s`;
    },
  };
  return message;
}

/** The `seq`th chunk of an isolate; earlier ones held as many events each. */
export function chunkOf(
  isolate: string,
  seq: number,
  events: unknown[],
  fields: Partial<NewChunk> = {},
): NewChunk {
  return {
    version: 1,
    kind: "chunk",
    isolate,
    seq,
    total: seq * events.length,
    lost: 0,
    sentAt: 1_795_000_000_000,
    events: events as TrafficEvent[],
    telemetry: { counters: [], timers: [] },
    ...fields,
  };
}

/** A database that fails the nth transactions that contain a piece of SQL; and all, once `down`. */
export function failingDatabase(real: D1Database, sql: string, failing: number[]) {
  const control = { isDown: false, seen: 0 };
  let texts = "";
  const database = new Proxy(real, {
    get(target, property) {
      if (property === "prepare") {
        return (text: string) => {
          texts += text;
          return target.prepare(text);
        };
      }
      if (property === "batch") {
        return (statements: D1PreparedStatement[]) => {
          const matches = texts.includes(sql);
          texts = "";
          if (matches) control.seen += 1;
          if (control.isDown || (matches && failing.includes(control.seen))) {
            return Promise.reject(new Error("D1_ERROR: the network is gone"));
          }
          return target.batch(statements);
        };
      }
      const value: unknown = Reflect.get(target, property);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  return { database, control };
}
