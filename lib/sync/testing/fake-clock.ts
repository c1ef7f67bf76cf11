import type { Cancel } from "../effects";

type Timer = { at: number; run: () => void };

/** A clock that moves only when told to, and lets every promise settle between two timers. */
export class FakeClock {
  now = 1_800_000_000_000;
  private readonly timers = new Set<Timer>();

  after(ms: number, run: () => void): Cancel {
    const timer = { at: this.now + ms, run };
    this.timers.add(timer);
    return () => void this.timers.delete(timer);
  }

  /** Resolves after `ms` on this clock. */
  wait(ms: number): Promise<void> {
    return new Promise((resolve) => this.after(ms, resolve));
  }

  async advance(ms: number): Promise<void> {
    const end = this.now + ms;
    await settle();
    for (let next = this.nextUntil(end); next; next = this.nextUntil(end)) {
      this.timers.delete(next);
      this.now = Math.max(this.now, next.at);
      next.run();
      await settle();
    }
    this.now = end;
  }

  private nextUntil(end: number): Timer | undefined {
    let next: Timer | undefined;
    for (const timer of this.timers) {
      if (timer.at <= end && (!next || timer.at < next.at)) next = timer;
    }
    return next;
  }
}

/** A turn of the real event loop comes after all promises that can settle. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
