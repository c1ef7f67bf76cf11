import * as z from "zod/mini";
import type { Connection } from "./types";

/** How the room reaches the server: by socket, by requests, or not at all. */
export const connectionStateSchema = z.object({
  /** `opening` is the first attempt, `retrying` everything after one that failed or dawdles. */
  socket: z.enum(["opening", "retrying", "live"]),
  /** How the last request went; `unknown` after the socket was lost and before a request answered. */
  requests: z.enum(["unknown", "answered", "failing"]),
  /** Attempts in a row that led to no live socket. */
  failures: z.number(),
});
export type ConnectionState = z.infer<typeof connectionStateSchema>;

export const startedConnection: ConnectionState = {
  socket: "opening",
  requests: "unknown",
  failures: 0,
};

export type ConnectionEvent =
  | "socket-live"
  /** An attempt failed, or a live socket was lost. */
  | "socket-lost"
  /** The first attempt takes so long that waiting for it looks like a fault. */
  | "socket-slow"
  | "request-answered"
  | "request-failed"
  | "went-online"
  | "went-offline";

export function nextConnection(state: ConnectionState, event: ConnectionEvent): ConnectionState {
  switch (event) {
    case "socket-live":
      return { socket: "live", requests: "answered", failures: 0 };
    case "socket-lost": {
      const requests = state.socket === "live" ? "unknown" : state.requests;
      return { socket: "retrying", requests, failures: state.failures + 1 };
    }
    case "socket-slow":
      return state.socket === "opening" ? { ...state, socket: "retrying" } : state;
    case "request-answered":
      return state.requests === "answered" ? state : { ...state, requests: "answered" };
    case "request-failed":
    case "went-offline":
      return state.requests === "failing" ? state : { ...state, requests: "failing" };
    case "went-online":
      return state.requests === "failing" ? { ...state, requests: "unknown" } : state;
  }
}

/** What the indicator may honestly say. */
export function modeOf({ socket, requests }: ConnectionState): Connection["mode"] {
  if (socket === "live") return "live";
  if (requests === "failing") return "offline";
  return socket === "retrying" && requests === "answered" ? "polling" : "connecting";
}

const socketBackoffMs = { first: 500, longest: 30_000 } as const;

/**
 * How long to wait before the next attempt at a socket, in ms: full jitter, so that a thousand clients of a server
 * that restarts do not come back in step (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/).
 */
export function socketDelayMs(failures: number, random: number): number {
  const ceiling = Math.min(
    socketBackoffMs.longest,
    socketBackoffMs.first * 2 ** Math.max(0, failures - 1),
  );
  return Math.round(random * ceiling);
}

const pollEveryMs = { visible: 2_500, hidden: 15_000, live: 30_000, longest: 30_000 } as const;

/**
 * How long to wait before the next look at the room's numbers, in ms, ±20 %. A live socket is checked on now and then,
 * because a frame that never came leaves no trace.
 */
export function pollDelayMs(now: {
  visible: boolean;
  live: boolean;
  errors: number;
  random: number;
}): number {
  const usual = now.visible ? pollEveryMs.visible : pollEveryMs.hidden;
  const every = now.live
    ? pollEveryMs.live
    : Math.max(usual, Math.min(pollEveryMs.longest, usual * 2 ** now.errors));
  return Math.round(every * (0.8 + 0.4 * now.random));
}
