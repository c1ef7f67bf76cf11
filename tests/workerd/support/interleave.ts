/**
 * Runs several actors (requests) step by step in a chosen order. An actor stops at every `step()`; what stands
 * between two of them happens alone. So that all orders can be tried, and each found again.
 */
export class Stage {
  private readonly parked = new Map<string, () => void>();
  private running = 0;

  /** The stops of one actor; a `hasty` one does not stop again before an answer arrives. */
  actor(name: string, hasty = false) {
    const step = () =>
      new Promise<void>((resolve) => {
        this.parked.set(name, resolve);
      });
    /** Stops, then calls; the answer arrives at the next step. */
    const call = async <T>(work: () => Promise<T>): Promise<T> => {
      await step();
      this.running += 1;
      const outcome = await work().then(
        (value) => ({ value }),
        (error: unknown) => ({ error }),
      );
      this.running -= 1;
      if (!hasty) await step();
      if ("error" in outcome) throw outcome.error;
      return outcome.value;
    };
    return { call };
  }

  /**
   * Lets the actors take one step each time they are named; who has none left, or waits for another, is passed over.
   * Then everybody goes on until nothing is `pending`.
   */
  async play(order: string[], afterEach: () => void, pending: () => number): Promise<void> {
    await this.quiet();
    for (const name of order) {
      await this.release(name);
      afterEach();
    }
    while (pending() > 0) {
      const names = [...this.parked.keys()];
      for (const name of names) await this.release(name);
      // With nobody at a stop, what is pending are timers.
      if (names.length === 0) await pause(10);
    }
  }

  private async release(name: string): Promise<void> {
    const go = this.parked.get(name);
    if (!go) return;
    this.parked.delete(name);
    go();
    await this.quiet();
  }

  /** Resolves when nobody is on the way: no call is out, and all that could go on has stopped again. */
  private async quiet(): Promise<void> {
    for (let calm = 0; calm < 2; calm += 1) {
      await pause(0);
      if (this.running > 0) calm = -1;
    }
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Every order in which the actors can take so many steps each: `{a: 2, b: 1}` gives aab, aba, baa. */
export function* orders(steps: Record<string, number>): Generator<string[]> {
  const names = Object.keys(steps).filter((name) => (steps[name] ?? 0) > 0);
  if (names.length === 0) yield [];
  for (const name of names) {
    const rest = { ...steps, [name]: (steps[name] ?? 0) - 1 };
    for (const order of orders(rest)) yield [name, ...order];
  }
}
