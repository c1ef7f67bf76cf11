import type { Deps } from "../platform/deps";
import type { ShareRecord } from "./schema";

/** What is known of an id: `unknown` is everything that answers 404, `expired` what answers 410. */
export type FoundShare =
  { state: "live"; record: ShareRecord } | { state: "expired" } | { state: "unknown" };

type Remembered = {
  found: FoundShare;
  /** When the store was asked that said so, or earlier where the store itself lags. */
  readAt: number;
  freshUntil: number;
};

const sharesKept = 1_000;
/** In a place of their own, so that whoever tries out ids pushes no share out. */
const absencesKept = 2_000;
const shareMs = 5 * 60 * 1000;
/** An expired share may be extended at any moment; who asks for one again and again asks memory. */
const absenceMs = 10_000;

/** The shares that an isolate has seen lately. An older reading never replaces a newer one. */
export class ShareMemory {
  private readonly shares = new Map<string, Remembered>();
  private readonly absences = new Map<string, Remembered>();

  /** What may be said without asking anybody; a share whose time is up may have been extended elsewhere. */
  find(shareId: string, now: number): FoundShare | null {
    const known = this.recall(shareId);
    if (!known || now >= known.freshUntil) return null;
    const { found } = known;
    return found.state === "live" && found.record.expiresAt <= now ? null : found;
  }

  /** What was known of it last, however long ago. */
  recall(shareId: string): Remembered | null {
    return this.shares.get(shareId) ?? this.absences.get(shareId) ?? null;
  }

  put(shareId: string, found: FoundShare, times: { readAt: number; now: number }): void {
    const { readAt, now } = times;
    const lifeMs = found.state === "live" ? shareMs : absenceMs;
    this.set(shareId, { found, readAt, freshUntil: now + lifeMs });
  }

  /** It was removed, for good, by this isolate just now. */
  forget(shareId: string, now: number): void {
    const freshUntil = now + shareMs;
    this.set(shareId, { found: { state: "unknown" }, readAt: now, freshUntil });
  }

  /** Every living share, for when nobody else can say. */
  list(now: number): ShareRecord[] {
    return [...this.shares.values()].flatMap(({ found }) =>
      found.state === "live" && found.record.expiresAt > now ? [found.record] : [],
    );
  }

  private set(shareId: string, entry: Remembered): void {
    const known = this.recall(shareId);
    if (known && known.readAt > entry.readAt) return;
    this.shares.delete(shareId);
    this.absences.delete(shareId);
    const isLive = entry.found.state === "live";
    const place = isLive ? this.shares : this.absences;
    place.set(shareId, entry);
    const [oldest] = place.keys();
    if (place.size > (isLive ? sharesKept : absencesKept) && oldest) place.delete(oldest);
  }
}

export function openMemory({ isolate }: Pick<Deps, "isolate">): ShareMemory {
  return isolate("share.memory", () => new ShareMemory());
}
