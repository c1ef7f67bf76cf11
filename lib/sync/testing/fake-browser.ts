import type { Channel, Effects } from "../effects";
import type { KeptRow, Vault } from "../vault";
import { FakeLines } from "./fake-lines";
import type { FakeWorld } from "./fake-world";

type Listener = { page: object; hear(news: unknown): void };

/** A browser whose pages share a disk, locks and channels, and may each die between any two steps. */
export class FakeBrowser {
  /** What is on the disk. */
  readonly disk = new Map<number, KeptRow>();
  hasLocks = true;
  /** Pages may lead; without, each has a connection of its own. */
  hasLines = false;
  readonly lines = new FakeLines();
  /** The chance that what a page tells the others is lost, and how long it may take, in ms. */
  newsLost = 0;
  newsDelayMs = 1;
  /** How long the disk takes to write, and to say what it has read. */
  writeMs = 1;
  readMs = 1;
  /** Thrown by every write while it is set. */
  diskFault: Error | null = null;
  private lastPlace = 0;
  private readonly locks = new Map<string, Promise<void>>();
  private readonly channels = new Map<string, Set<Listener>>();

  constructor(
    readonly world: FakeWorld,
    private readonly chance: () => number = () => 0.5,
  ) {}

  /** Opens a page; with `diesAt` it dies when it has taken so many steps. */
  openPage(diesAt = Infinity): FakePage {
    return new FakePage(this, diesAt);
  }

  async write(work: () => void): Promise<void> {
    await this.world.clock.wait(this.writeMs);
    if (this.diskFault) throw this.diskFault;
    work();
  }

  /** What stood there a moment ago, in order. */
  async read(): Promise<KeptRow[]> {
    await this.world.clock.wait(1);
    const rows = [...this.disk.values()].sort((a, b) => a.place - b.place);
    await this.world.clock.wait(this.readMs);
    return rows;
  }

  nextPlace(): number {
    return (this.lastPlace += 1);
  }

  /** Runs when all before it under this name are over, or their pages dead. */
  async lock<T>(name: string, page: FakePage, run: () => Promise<T>): Promise<T> {
    const before = this.locks.get(name) ?? Promise.resolve();
    let release: () => void = () => undefined;
    const own = new Promise<void>((resolve) => (release = resolve));
    this.locks.set(
      name,
      before.then(() => Promise.race([own, page.death])),
    );
    await before;
    return run().finally(release);
  }

  openChannel(page: object, name: string, onNews: (news: unknown) => void): Channel {
    const listeners = this.channels.get(name) ?? new Set<Listener>();
    this.channels.set(name, listeners);
    const own = { page, hear: onNews };
    listeners.add(own);
    return {
      tell: (news) => {
        for (const listener of listeners) {
          if (listener === own || (this.newsLost > 0 && this.chance() < this.newsLost)) continue;
          const copy = structuredClone(news);
          const delayMs = this.newsDelayMs > 1 ? this.chance() * this.newsDelayMs : 1;
          this.world.clock.after(delayMs, () => listener.hear(copy));
        }
      },
      close: () => void listeners.delete(own),
    };
  }
}

/** One page of it. Nothing that was begun by a dead page comes back to it; what has left it goes on. */
export class FakePage {
  steps = 0;
  isDead = false;
  readonly death: Promise<void>;
  readonly effects: Effects;
  /** What it will hear when it thaws; `null` while it is awake. */
  private frozen: (() => void)[] | null = null;
  private end: () => void = () => undefined;
  private readonly closers = new Set<() => void>();

  constructor(
    private readonly browser: FakeBrowser,
    private readonly diesAt: number,
  ) {
    this.death = new Promise((resolve) => (this.end = resolve));
    const { world } = browser;
    const outside = world.effects;
    this.effects = {
      ...outside,
      fetchJson: (url, schema, init) => this.step(() => outside.fetchJson(url, schema, init)),
      openSocket: (url, protocols, listener) => {
        const socket = outside.openSocket(url, protocols, {
          onMessage: (data) => this.hear(() => listener.onMessage(data)),
          onClose: (end) => this.hear(() => listener.onClose(end)),
        });
        this.closers.add(() => socket.close());
        return { ...socket, send: (text) => this.take() && socket.send(text) };
      },
      after: (ms, run) => {
        let isOver = false;
        const cancel = outside.after(ms, () => this.hear(() => !isOver && this.take() && run()));
        return () => {
          isOver = true;
          cancel();
        };
      },
      onWake: (listener) => outside.onWake((wake) => this.hear(() => listener(wake))),
      vault: this.openVault(),
      withLock: (name, run) =>
        browser.hasLocks ? this.step(() => browser.lock(name, this, run)) : run(),
      standFor: (name, listener) => {
        if (!browser.hasLines) return null;
        const hear = (run: () => void) => void world.clock.after(1, () => this.hear(run));
        const candidate = browser.lines.stand(name, { hear, listener });
        this.closers.add(() => candidate.leave());
        return candidate;
      },
      openChannel: (name, onNews) => {
        const channel = browser.openChannel(this, name, (news) => this.hear(() => onNews(news)));
        this.closers.add(() => channel.close());
        return { ...channel, tell: (news) => this.isDead || channel.tell(news) };
      },
    };
  }

  die(): void {
    if (this.isDead) return;
    this.isDead = true;
    for (const close of this.closers) close();
    this.end();
  }

  freeze(): void {
    this.frozen ??= [];
  }

  thaw(): void {
    const missed = this.frozen ?? [];
    this.frozen = null;
    for (const run of missed) this.hear(run);
  }

  private hear(run: () => void): void {
    if (this.isDead) return;
    if (this.frozen) this.frozen.push(run);
    else run();
  }

  /** False when the page is dead, or dies here. */
  private take(): boolean {
    if (this.isDead) return false;
    this.steps += 1;
    if (this.steps >= this.diesAt) this.die();
    return !this.isDead;
  }

  /** A step before the work begins, another before its outcome is heard. */
  private step<T>(work: () => Promise<T>): Promise<T> {
    if (!this.take()) return never();
    return new Promise<T>((resolve, reject) => {
      work().then(
        (value) => this.hear(() => this.take() && resolve(value)),
        (error: Error) => this.hear(() => this.take() && reject(error)),
      );
    });
  }

  private openVault(): Vault {
    const { browser } = this;
    const write = <T>(work: () => T) =>
      this.step(async () => {
        const results: T[] = [];
        await browser.write(() => results.push(work()));
        const [result] = results;
        if (result === undefined) throw new Error("Nothing was written");
        return result;
      });
    return {
      add: (message) =>
        write(() => {
          const place = browser.nextPlace();
          browser.disk.set(place, { ...message, place });
          return place;
        }),
      list: ({ userId, roomId }) =>
        this.step(async () => {
          const rows = await browser.read();
          return rows.filter((row) => row.userId === userId && row.roomId === roomId);
        }),
      listRooms: (userId) =>
        this.step(async () => {
          const rows = await browser.read();
          const mine = rows.filter((row) => row.userId === userId && row.state !== "discarded");
          return [...new Set(mine.map(({ roomId }) => roomId))];
        }),
      change: (place, next) =>
        write(() => {
          const row = browser.disk.get(place);
          const changed = row ? next(row) : null;
          if (changed) browser.disk.set(place, changed);
          else browser.disk.delete(place);
          return null;
        }).then(() => undefined),
    };
  }
}

function never<T>(): Promise<T> {
  return new Promise(() => undefined);
}
