import type { FetchJson } from "../http/fetcher";
import type { OutgoingFile } from "./types";
import type { KeptFile, Vault } from "./vault";

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

/** Speaks to the other pages of this browser; what it says is not heard by itself. */
export interface Channel {
  /** Plain data. */
  tell(news: unknown): void;
  close(): void;
}

/** Stands in line for something that one page of this browser has at a time. */
export interface Candidate {
  /** Takes it from whoever has it: they do not answer. */
  seize(): void;
  /** Gives it up, or leaves the line. Nothing is told any more. */
  leave(): void;
}

export type CandidateListener = {
  onGained(): void;
  /** Another page took it, or this one went to sleep. It stands in line again. */
  onLost(): void;
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
  /** What outlives the page; `null`: nothing does. */
  vault: Vault | null;
  /** A file that was kept, ready to be uploaded as `userId` when it is asked to. */
  openFile(file: KeptFile, userId: string): Promise<OutgoingFile>;
  /** Runs it while no other page of this browser runs something under this name, where browsers can promise that. */
  withLock<T>(name: string, run: () => Promise<T>): Promise<T>;
  /** `null` where pages of a browser cannot share: it has no locks, or no channels. */
  standFor(name: string, listener: CandidateListener): Candidate | null;
  openChannel(name: string, onNews: (news: unknown) => void): Channel;
}
