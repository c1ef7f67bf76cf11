import { z } from "zod";
import { TrafficKeys } from "../../cache/keys";
import { log } from "../../platform/log";
import { within } from "../../platform/within";
import { dayMs, toDay } from "../domain";
import { forgetOldSalts, isSaltDay, newSalt, saltTtlSeconds, toSalt } from "./salt";

type DeskDeps = {
  /** Null where none is bound: salts live in memory only. */
  kv: KVNamespace | null;
  /** The object's own. It keeps a history for 30 days, so it learns *that* there is a salt and never the salt. */
  storage: Pick<DurableObjectStorage, "get" | "put" | "delete" | "list">;
  now: () => number;
};

/** `isOut`: it is in KV, or somebody got it; from then on there must not be a second one. */
const noteSchema = z.object({ madeAt: z.number(), isOut: z.boolean() });
type Note = z.infer<typeof noteSchema>;
type Held = { salt: string; isSaved: boolean; saving: Promise<void> | null; note: Note };

const kvLimitMs = 1_000;

/** Whatever was written to KV before that shows by now: Cloudflare says "up to 60 seconds or more". */
const surelyVisibleMs = 5 * 60_000;

const noteOf = (day: string) => `salt-made:${day}`;

/**
 * Makes the day's salt, once. Lives in the coordinator, of which there is one; so there is one desk at a time, and a desk
 * that was restarted finds the note of its predecessor: then it waits for KV to show the salt instead of making a second.
 */
export class SaltDesk {
  private readonly held = new Map<string, Held>();
  private readonly making = new Map<string, Promise<Held | null>>();

  constructor(private readonly deps: DeskDeps) {}

  /**
   * The salt of a day, made when there is none. Null for days other than today and tomorrow, and while a salt that there
   * is cannot be read. While KV is down today's serves from memory, and goes to KV with a later call.
   */
  async salt(day: string): Promise<string | null> {
    const { now } = this.deps;
    forgetOldSalts(this.held, now());
    if (!isSaltDay(day, now())) return null;
    const held = this.held.get(day) ?? (await this.makeOnce(day));
    if (!held) return null;
    if (!held.isSaved) await this.saveOnce(day, held);
    // Tomorrow's that did not reach KV is given to nobody, so that a restarted desk may make another.
    if (!held.isSaved && day > toDay(now())) return null;
    if (!held.note.isOut) {
      await this.note(day, { ...held.note, isOut: true });
      held.note.isOut = true;
    }
    return held.salt;
  }

  private makeOnce(day: string): Promise<Held | null> {
    const underway = this.making.get(day) ?? this.make(day).finally(() => this.making.delete(day));
    this.making.set(day, underway);
    return underway;
  }

  private async make(day: string): Promise<Held | null> {
    const { storage, now } = this.deps;
    const noted = noteSchema.safeParse(await storage.get(noteOf(day))).data;
    const kept = await this.read(day);
    if (!kept.salt && noted) {
      const wasNeverOut = !noted.isOut && kept.isAnswered && now() > noted.madeAt + surelyVisibleMs;
      if (!wasNeverOut) {
        log("warn", "traffic.salt_out_of_sight", { day });
        return null;
      }
    }
    const note = { madeAt: now(), isOut: false };
    // Noted before it is written: a desk that dies in between leaves no salt that its successor does not know of.
    if (!kept.salt) await this.note(day, note);
    const held = { salt: kept.salt ?? newSalt(), isSaved: kept.salt !== null, saving: null, note };
    this.held.set(day, held);
    return held;
  }

  private async read(day: string): Promise<{ isAnswered: boolean; salt: string | null }> {
    try {
      const value = this.deps.kv?.get(TrafficKeys.salt(day)) ?? Promise.resolve(null);
      return { isAnswered: true, salt: toSalt(await within(kvLimitMs, "Reading a salt", value)) };
    } catch (cause) {
      log("warn", "traffic.salt_failed", { from: "kv" }, cause);
      return { isAnswered: false, salt: null };
    }
  }

  /** One at a time: KV takes one write a second of each key. */
  private saveOnce(day: string, held: Held): Promise<void> {
    held.saving ??= this.save(day, held).finally(() => {
      held.saving = null;
    });
    return held.saving;
  }

  private async save(day: string, held: Held): Promise<void> {
    if (!this.deps.kv) return;
    try {
      const options = { expirationTtl: saltTtlSeconds };
      const put = this.deps.kv.put(TrafficKeys.salt(day), held.salt, options);
      await within(kvLimitMs, "Writing a salt", put);
      held.isSaved = true;
    } catch (cause) {
      log("warn", "traffic.salt_failed", { to: "kv" }, cause);
    }
  }

  private async note(day: string, note: Note): Promise<void> {
    const { storage, now } = this.deps;
    await storage.put(noteOf(day), note);
    for (const key of (await storage.list({ prefix: noteOf("") })).keys()) {
      // Yesterday's may still be asked for; see `isSaltDay`.
      if (key < noteOf(toDay(now() - 2 * dayMs))) await storage.delete(key);
    }
  }
}
