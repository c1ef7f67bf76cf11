import type { Cancel, Effects } from "./effects";

export type Pump = {
  /** Works through everything there is, now or as soon as it may. */
  run(): void;
  /** Not before this many ms, whatever else happens: the server said so. */
  hold(ms: number): void;
  /** Looks again after this many ms, unless `run` comes first. */
  wait(ms: number): void;
  /** Gives up waiting. */
  rest(): void;
};

type PumpOptions = {
  effects: Pick<Effects, "now" | "after" | "withLock">;
  /** One page of the browser works under this name at a time. */
  lockName: string;
  hasWork(): boolean;
  /** Does one thing. Answers how many ms to wait before the next, `null` for not at all, or that nothing is left. */
  work(): Promise<number | null | "done">;
};

/** Does one thing after the other, and nothing at the same time. */
export function createPump({ effects, lockName, hasWork, work }: PumpOptions): Pump {
  let isRunning = false;
  /** Asked to run while it was running. */
  let isWanted = false;
  /** In ms since the epoch. */
  let heldUntil = 0;
  let cancelWait: Cancel = () => undefined;

  async function run(): Promise<void> {
    isWanted = true;
    if (isRunning || !hasWork()) return;
    cancelWait();
    if (effects.now() < heldUntil) return wait(heldUntil - effects.now());
    isRunning = true;
    while (isWanted) {
      const waitMs = await effects.withLock(lockName, workOff);
      if (waitMs === null) continue;
      wait(waitMs);
      break;
    }
    isRunning = false;
  }

  async function workOff(): Promise<number | null> {
    for (;;) {
      isWanted = false;
      const outcome = await work();
      if (outcome === "done") return null;
      if (outcome !== null) return outcome;
    }
  }

  function wait(ms: number): void {
    cancelWait = effects.after(ms, () => void run());
  }

  return {
    run: () => void run(),
    hold(ms) {
      heldUntil = effects.now() + ms;
    },
    wait,
    rest: () => cancelWait(),
  };
}
