import type { Message } from "../../lib/chat/schema";
import { createRoomSync } from "../../lib/sync/room-sync";
import { seeded } from "../../lib/sync/testing/seeded";
import type { RoomSync } from "../../lib/sync/types";
import { Ledger } from "./ledger";
import { BadNetwork } from "./network";

const emojis = ["👍", "❤️", "😂", "🎉"];
/** Longer than anything waits for an answer that comes. */
const actionMs = 4_000;
/** Who has so many on their way waits before writing more, as people do. */
const mostOutgoing = 3;
/** All of the room is compared in the end. */
const held = { most: Number.MAX_SAFE_INTEGER, slack: 0 };

export type ChaosAccount = { id: string; name: string; cookie: string };

/** Somebody without a browser, on a bad network, who does what their seed says. */
export class ChaosClient {
  readonly network: BadNetwork;
  readonly sync: RoomSync;
  /** What I wrote, in order. */
  readonly sent: string[] = [];
  readonly ledger: Ledger;
  private readonly random: () => number;
  private edits = 0;

  constructor(
    url: string,
    readonly account: ChaosAccount,
    roomId: string,
    seed: number,
  ) {
    const { id, name, cookie } = account;
    this.random = seeded(seed);
    this.ledger = new Ledger(id);
    this.network = new BadNetwork({ url, cookie }, name, seed + 1);
    this.sync = createRoomSync({ roomId, userId: id, effects: this.network.effects, held });
  }

  /** One thing that people do. What the server refuses, or does not answer in time, is no fault: it is chaos. */
  async act(): Promise<void> {
    if (this.random() < 0.03) this.network.dropSockets();
    await within(actionMs, this.doSomething());
    await within(actionMs, this.untilSent());
  }

  /** Whether I hold this whole list (`text` is its JSON), and nothing waits. */
  isInStep(truth: readonly Message[], text: string): boolean {
    const { messages, outgoing, status, hasEarlier } = this.sync.getView();
    return (
      status === "ready" &&
      outgoing.length === 0 &&
      !hasEarlier &&
      messages.length === truth.length &&
      JSON.stringify(messages) === text
    );
  }

  stop(): void {
    this.sync.stop();
    this.network.close();
  }

  private async doSomething(): Promise<void> {
    const kind = this.random();
    const { messages } = this.sync.getView();
    const alive = messages.filter(({ deletedAt }) => deletedAt === null);
    const mine = alive.filter(({ authorId }) => authorId === this.account.id);
    const any = this.pick(alive);
    const own = this.pick(mine);
    if (kind < 0.15 && own) return this.edit(own.id, own.body);
    if (kind < 0.22 && own) {
      const change = { key: own.id, before: "there", value: "deleted" };
      return this.ledger.note("deletes", change, this.sync.remove(own.id));
    }
    if (kind < 0.42 && any) return this.react(any.id, this.random() < 0.8);
    const body = `word ${this.sent.length + 1} of ${this.account.name}`;
    this.sent.push(body);
    return this.sync.post(body);
  }

  private edit(id: string, body: string): Promise<void> {
    const value = `${body.split(" ·")[0]} · edited ${(this.edits += 1)}`;
    return this.ledger.note("edits", { key: id, before: body, value }, this.sync.edit(id, value));
  }

  private react(id: string, on: boolean): Promise<void> {
    const emoji = this.pick(emojis) ?? "👍";
    const change = { key: `${id} ${emoji}`, before: "off", value: on ? "on" : "off" };
    return this.ledger.note("reactions", change, this.sync.react(id, emoji, on));
  }

  private untilSent(): Promise<void> {
    const isFree = () => this.sync.getView().outgoing.length < mostOutgoing;
    if (isFree()) return Promise.resolve();
    return new Promise((resolve) => {
      const stop = this.sync.subscribe(() => {
        if (!isFree()) return;
        stop();
        resolve();
      });
    });
  }

  private pick<T>(from: readonly T[]): T | undefined {
    return from[Math.floor(this.random() * from.length)];
  }
}

/** Waits for it, or for so long. */
async function within(ms: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, ms)));
  await Promise.race([work.catch(() => undefined), late]).finally(() => clearTimeout(timer));
}
