import type { FetchJson } from "../http/fetcher";

/** Ends what was started: a timer, a subscription. Calling it again does nothing. */
export type Cancel = () => void;

/** What woke the page up; each is a reason to look at the network again at once. */
export type Wake = "visible" | "hidden" | "online" | "offline" | "focus" | "network";

/** The part of a `WebSocket` that we use. */
export interface SocketLike {
  send(text: string): void;
  close(): void;
}

export type SocketListener = {
  onMessage(data: unknown): void;
  /** Also when it could not be opened. */
  onClose(end: { code: number; reason: string }): void;
};

/** Everything outside: the network, the clock, chance, the page. A test brings its own. */
export interface Effects {
  fetchJson: FetchJson;
  openSocket(url: string, protocols: string[], listener: SocketListener): SocketLike;
  /** Milliseconds since the epoch. */
  now(): number;
  /** At least 0, less than 1. */
  random(): number;
  newId(): string;
  after(ms: number, run: () => void): Cancel;
  isVisible(): boolean;
  onWake(listener: (wake: Wake) => void): Cancel;
}
