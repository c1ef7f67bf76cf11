import { isbot } from "isbot";
import type { Deps } from "../platform/deps";
import { newId } from "../platform/id";
import { log } from "../platform/log";
import type { ShareRecord } from "./schema";
import { addViews, type ViewBatch } from "./store/views";

type ViewDeps = Pick<Deps, "db" | "isolate" | "now" | "waitUntil">;

/** What this isolate has counted and not handed over. */
type ViewDesk = {
  isolate: string;
  seq: number;
  counts: Map<string, number>;
  views: number;
  /** The batch that is on its way, or whose way failed; `busyUntil`: some request is sending it. */
  waiting: { batch: ViewBatch; busyUntil: number } | null;
  /** When a sleeping request will hand over; null: nobody sleeps. */
  flushAt: number | null;
};

const flushMs = 10_000;
const viewsAtOnce = 100;
/** Shares whose views are kept while D1 takes none. */
const mostShares = 2_000;
/** A sleeper that is this late has died with its request. */
const overdueMs = 5_000;
/** Longer than a batch can take. */
const busyMs = 6_000;

type Viewer = {
  userAgent: string | null;
  /** Null: a stranger. */
  viewerId: string | null;
};

/**
 * Counts that somebody looks at a share; programs and its owner do not count. Returns at once and never throws: views are
 * gathered in memory and go to D1 after ten seconds or with the hundredth, so that no view costs a write of its own. Those
 * that an isolate had gathered when it died are lost.
 */
export function countView(
  deps: ViewDeps,
  share: Pick<ShareRecord, "id" | "ownerId">,
  { userAgent, viewerId }: Viewer,
): void {
  // Browsers always name themselves.
  if (!userAgent || isbot(userAgent) || viewerId === share.ownerId) return;
  const desk = openDesk(deps);
  const known = desk.counts.get(share.id);
  if (known === undefined && desk.counts.size >= mostShares) return;
  desk.counts.set(share.id, (known ?? 0) + 1);
  desk.views += 1;
  deps.waitUntil(
    lookAfter(deps, desk).catch((cause: unknown) => log("warn", "share.views_failed", {}, cause)),
  );
}

function openDesk({ isolate }: ViewDeps): ViewDesk {
  return isolate<ViewDesk>("share.views", () => ({
    isolate: newId(16),
    seq: 0,
    counts: new Map(),
    views: 0,
    waiting: null,
    flushAt: null,
  }));
}

/**
 * Requests cannot wait for one another's promises, so one of them sleeps until the views are due. One that finds a
 * hundred, or a sleeper that is overdue, hands over at once.
 */
async function lookAfter(deps: ViewDeps, desk: ViewDesk): Promise<void> {
  const isOverdue = desk.flushAt !== null && deps.now() >= desk.flushAt + overdueMs;
  if (isOverdue || desk.views >= viewsAtOnce) {
    if (isOverdue) desk.flushAt = null;
    return handOver(deps, desk);
  }
  if (desk.flushAt !== null) return;
  const dueAt = deps.now() + flushMs;
  desk.flushAt = dueAt;
  await new Promise((resolve) => setTimeout(resolve, flushMs));
  // Another one has taken over from a sleeper that it thought dead.
  if (desk.flushAt !== dueAt) return;
  desk.flushAt = null;
  await handOver(deps, desk);
}

/** Sends the batch that waits, if any, then what has been gathered. Throws when D1 does not take it; it then waits. */
async function handOver(deps: ViewDeps, desk: ViewDesk): Promise<void> {
  if (desk.waiting && desk.waiting.busyUntil > deps.now()) return;
  if (desk.waiting) await send(deps, desk, desk.waiting);
  if (desk.counts.size === 0 || desk.waiting) return;
  desk.seq += 1;
  const counts = Object.fromEntries(desk.counts);
  desk.counts = new Map();
  desk.views = 0;
  const waiting = { batch: { isolate: desk.isolate, seq: desk.seq, counts }, busyUntil: 0 };
  desk.waiting = waiting;
  await send(deps, desk, waiting);
}

async function send(
  deps: ViewDeps,
  desk: ViewDesk,
  waiting: NonNullable<ViewDesk["waiting"]>,
): Promise<void> {
  waiting.busyUntil = deps.now() + busyMs;
  try {
    await addViews(deps.db, waiting.batch, deps.now());
    if (desk.waiting === waiting) desk.waiting = null;
  } finally {
    waiting.busyUntil = 0;
  }
}
