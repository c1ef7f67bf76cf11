import { PlazaError } from "../http/problem";
import { pollDelayMs } from "./connection";
import type { Cancel, Effects } from "./effects";

/** `check` looks at the room's numbers first and fetches only what they call for; `all` fetches at once. */
export type Look = "check" | "all";

export type Poller = {
  start(): void;
  stop(): void;
  /** Looks as soon as the look under way is over; after failures not before its time. */
  request(look: Look): void;
  /** The same at once, failures or not: something outside changed. */
  wake(look: Look): void;
  /** Looks if it is time to: timers of a page in the background may be late. */
  remind(): void;
};

type PollerOptions = {
  effects: Effects;
  look(look: Look): Promise<void>;
  /** Told after every look: the error, or `null`. */
  onOutcome(error: unknown): void;
  /** A live socket brings everything: look rarely. */
  isSettled(): boolean;
  /** Another page looks for this one: not at all, while all goes well. */
  isFed(): boolean;
};

/** Looks again and again, one look at a time; the time between depends on how things stand. */
export function createPoller(options: PollerOptions): Poller {
  const { effects, look, onOutcome, isSettled, isFed } = options;
  let state: "stopped" | "waiting" | "looking" = "stopped";
  let wanted: Look | null = null;
  let errors = 0;
  /** Raised by `stop`, so that a look from before it has no say after the next `start`. */
  let round = 0;
  /** In ms since the epoch. */
  let lookedAt = 0;
  let notBefore = 0;
  let cancelTimer: Cancel = () => undefined;

  function usualDelayMs(): number {
    return pollDelayMs({
      visible: effects.isVisible(),
      live: isSettled() && errors === 0,
      errors,
      random: effects.random(),
    });
  }

  function wait(leastMs = 0): void {
    const delayMs = Math.max(usualDelayMs(), leastMs);
    state = "waiting";
    notBefore = effects.now() + leastMs;
    cancelTimer = effects.after(delayMs, () => {
      if (errors === 0 && wanted === null && isFed()) return wait();
      void run(wanted ?? "check");
    });
  }

  async function run(first: Look): Promise<void> {
    cancelTimer();
    state = "looking";
    lookedAt = effects.now();
    const mine = round;
    let next: Look | null = first;
    let leastMs = 0;
    while (next) {
      wanted = null;
      const error = await failureOf(look(next));
      if (round !== mine) return;
      errors = error === null ? 0 : errors + 1;
      leastMs = retryAfterMs(error);
      onOutcome(error);
      // The outcome may have ended it all.
      if (round !== mine) return;
      next = error === null ? wanted : null;
    }
    wait(leastMs);
  }

  const want = (kind: Look) => {
    if (wanted !== "all") wanted = kind;
  };

  return {
    start() {
      if (state === "stopped") void run("all");
    },
    stop() {
      state = "stopped";
      round += 1;
      wanted = null;
      cancelTimer();
    },
    request(kind) {
      want(kind);
      if (state === "waiting" && errors === 0) void run(wanted ?? kind);
    },
    wake(kind) {
      // A look that is under way answers the question of a check.
      if (kind === "all" || state === "waiting") want(kind);
      if (state === "waiting") void run(wanted ?? kind);
    },
    remind() {
      const dueAt = Math.max(lookedAt + usualDelayMs(), notBefore);
      if (state === "waiting" && effects.now() >= dueAt) void run(wanted ?? "check");
    },
  };
}

async function failureOf(work: Promise<void>): Promise<unknown> {
  try {
    await work;
    return null;
  } catch (error) {
    return error;
  }
}

function retryAfterMs(error: unknown): number {
  return error instanceof PlazaError ? (error.options.retryAfterSeconds ?? 0) * 1000 : 0;
}
