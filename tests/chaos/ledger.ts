import type { Message } from "../../lib/chat/schema";

type Attempt = { value: string; startedAt: number; endedAt: number; acknowledged: boolean };
type Kind = "edits" | "deletes" | "reactions";

/** What came of the changes of one kind: acknowledged ones, and where D1 says something that contradicts them. */
export type Verdict = { asked: number; acknowledged: number; wrong: string[] };

/**
 * What one person did to messages and was told of it. A value may stand in D1 unless another one was acknowledged that was
 * asked for after the answer to it.
 */
export class Ledger {
  private readonly attempts: Record<Kind, Map<string, Attempt[]>> = {
    edits: new Map(),
    deletes: new Map(),
    reactions: new Map(),
  };

  constructor(private readonly userId: string) {}

  /** `before` is what stood there, for the first change of it. */
  async note(
    kind: Kind,
    { key, before, value }: { key: string; before: string; value: string },
    work: Promise<void>,
  ): Promise<void> {
    const first = { value: before, startedAt: 0, endedAt: 0, acknowledged: false };
    const known = this.attempts[kind].get(key) ?? [first];
    this.attempts[kind].set(key, known);
    const startedAt = performance.now();
    const attempt: Attempt = { value, startedAt, endedAt: Infinity, acknowledged: false };
    known.push(attempt);
    try {
      await work;
      attempt.acknowledged = true;
    } finally {
      attempt.endedAt = performance.now();
    }
  }

  judge(kind: Kind, truth: ReadonlyMap<string, Message>): Verdict {
    const all = [...this.attempts[kind]];
    const asked = all.flatMap(([, attempts]) => attempts.slice(1));
    return {
      asked: asked.length,
      acknowledged: asked.filter(({ acknowledged }) => acknowledged).length,
      wrong: all.flatMap(([key, attempts]) => {
        const stands = this.read(kind, key, truth);
        return stands === null || possible(attempts).has(stands) ? [] : [`${key}: ${stands}`];
      }),
    };
  }

  /** What D1 has; `null` where a deletion has the last word. */
  private read(kind: Kind, key: string, truth: ReadonlyMap<string, Message>): string | null {
    const [id = "", emoji = ""] = key.split(" ");
    const message = truth.get(id);
    if (!message) return "missing";
    if (kind === "deletes") return message.deletedAt === null ? "there" : "deleted";
    if (message.deletedAt !== null) return null;
    if (kind === "edits") return message.body;
    const reaction = message.reactions.find((one) => one.emoji === emoji);
    return reaction?.userIds.includes(this.userId) ? "on" : "off";
  }
}

function possible(attempts: Attempt[]): Set<string> {
  const acknowledged = attempts.filter((attempt) => attempt.acknowledged);
  const isOver = ({ endedAt }: Attempt) =>
    acknowledged.some(({ startedAt }) => startedAt > endedAt);
  return new Set(attempts.filter((attempt) => !isOver(attempt)).map(({ value }) => value));
}
