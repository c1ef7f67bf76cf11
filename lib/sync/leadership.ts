import * as z from "zod/mini";
import type { Cancel, Candidate, Channel, Effects } from "./effects";

/** `alone`: this browser cannot share. `finding`: nobody has said yet that they lead. */
export type Role = "alone" | "leading" | "finding" | "following";

export type Leadership = {
  start(): void;
  stop(): void;
  role(): Role;
  /** To the pages that follow this one; nothing unless it leads. */
  tell(news: unknown): void;
  /** To the page that leads; false unless this one follows. */
  ask(request: unknown): boolean;
};

type LeadershipOptions = {
  effects: Effects;
  /** Pages that name the same have one leader. */
  name: string;
  /** This page is to keep the connection from now on. `before` is what it was. */
  onLead(before: Role): void;
  /** Another page keeps it from now on. */
  onFollow(): void;
  /** A follower looks for its leader; `isNew`: it has heard nothing yet. Answered by itself. */
  onCall(call: { isVisible: boolean; isNew: boolean }): void;
  /** Of the leader. */
  onNews(news: unknown): void;
  /** Of a follower. */
  onRequest(request: unknown): void;
};

const callEveryMs = { visible: 2_000, hidden: 15_000 } as const;
const answerWithinMs = 1_500;
/** One answer may be late without being missed: a page that loads is busy for a while. */
const mostMissed = 2;

const wordSchema = z.discriminatedUnion("word", [
  z.object({ word: z.literal("call"), isVisible: z.boolean(), isNew: z.boolean() }),
  z.object({ word: z.literal("here") }),
  z.object({ word: z.literal("request"), request: z.unknown() }),
  z.object({ word: z.literal("news"), news: z.unknown() }),
]);
type Word = z.infer<typeof wordSchema>;

/**
 * Lets one page of the browser lead. A lock decides who: it passes on by itself when its page is closed or crashes.
 * A page that holds it and does not answer (frozen, or stuck) loses it to the first follower that notices. For that
 * while there may be two leaders, which costs a connection and nothing else: what a leader says is only ever news.
 */
export function createLeadership(options: LeadershipOptions): Leadership {
  const { effects, name } = options;
  let role: Role = "alone";
  let candidate: Candidate | null = null;
  let channel: Channel | null = null;
  let missed = 0;
  let cancelTimer: Cancel = () => undefined;

  function say(word: Word): void {
    channel?.tell(word);
  }

  function lead(): void {
    const before = role;
    role = "leading";
    cancelTimer();
    say({ word: "here" });
    options.onLead(before);
  }

  function look(): void {
    role = "finding";
    missed = 0;
    call();
  }

  function call(): void {
    cancelTimer();
    say({ word: "call", isVisible: effects.isVisible(), isNew: role === "finding" });
    cancelTimer = effects.after(answerWithinMs, () => {
      missed += 1;
      if (missed >= mostMissed) candidate?.seize();
      call();
    });
  }

  function hearLeader(): void {
    missed = 0;
    cancelTimer();
    const everyMs = effects.isVisible() ? callEveryMs.visible : callEveryMs.hidden;
    cancelTimer = effects.after(everyMs, call);
    if (role === "following") return;
    role = "following";
    options.onFollow();
  }

  function hear(data: unknown): void {
    const { data: word } = wordSchema.safeParse(data);
    if (!word || candidate === null) return;
    const leads = role === "leading";
    switch (word.word) {
      case "call":
        if (!leads) return;
        say({ word: "here" });
        return options.onCall(word);
      case "request":
        return leads ? options.onRequest(word.request) : undefined;
      case "here":
        return leads ? undefined : hearLeader();
      case "news":
        if (leads) return;
        hearLeader();
        return options.onNews(word.news);
    }
  }

  return {
    start() {
      candidate = effects.standFor(name, { onGained: lead, onLost: look });
      if (candidate === null) return options.onLead("alone");
      channel = effects.openChannel(name, hear);
      look();
    },
    stop() {
      cancelTimer();
      candidate?.leave();
      candidate = null;
      channel?.close();
      channel = null;
      role = "alone";
    },
    role: () => role,
    tell: (news) => (role === "leading" ? say({ word: "news", news }) : undefined),
    ask(request) {
      if (role !== "following") return false;
      say({ word: "request", request });
      return true;
    },
  };
}
