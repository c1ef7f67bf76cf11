import type { Person } from "../auth/schema";
import { PlazaError } from "../http/problem";
import type { Deps } from "../platform/deps";
import { newId } from "../platform/id";
import { remove } from "./editing";
import { getMembership } from "./membership";
import { settleMute } from "./moderation";
import type { Decision, Report, ReportedMessage } from "./moderation-schema";
import { writeMute } from "./store/moderation";
import {
  countReported,
  dismissReports,
  findReported,
  insertReport,
  listReported,
} from "./store/reports";

const dayMs = 24 * 60 * 60 * 1000;
const pageSize = 50;
/** The badge says no more than this. */
const countBound = 100;

/**
 * Asks moderators to look at a message that I may read; again answers that it was (`created: false`). Throws `not_found`,
 * `forbidden` (my own), `gone` (deleted), `rate_limited`.
 */
export async function reportMessage(
  deps: Deps,
  person: Person,
  { roomId, messageId }: { roomId: string; messageId: string },
  report: Report,
): Promise<{ created: boolean }> {
  await getMembership(deps, person, roomId);
  const now = deps.now();
  const place = { id: newId(20), roomId, messageId, reporterId: person.id, now };
  const { created, found } = await insertReport(deps.db, place, report);
  if (!found) throw new PlazaError("not_found");
  if (created || found.isReported) return { created };
  if (found.authorId === person.id) throw new PlazaError("forbidden");
  if (found.deletedAt !== null) throw new PlazaError("gone");
  const freeAt = (found.limitedSince ?? now) + dayMs;
  throw new PlazaError("rate_limited", {
    retryAfterSeconds: Math.max(1, Math.ceil((freeAt - now) / 1000)),
  });
}

/** What waits for a decision, for a moderator: also of private rooms, but then the message alone. */
export async function listReports(
  deps: Deps,
  moderator: Person,
): Promise<{ messages: ReportedMessage[]; hasMore: boolean }> {
  const found = await listReported(deps.db, moderator.id, pageSize);
  return { messages: found.slice(0, pageSize), hasMore: found.length > pageSize };
}

/** How many messages wait, up to 100. */
export async function countReports(deps: Deps, moderator: Person): Promise<number> {
  return countReported(deps.db, moderator.id, countBound);
}

/**
 * Does something about a reported message, or nothing, and closes its reports in the same batch. That it is reported gives a
 * moderator the right, whether they may see the room or not. Of two who decide at once one is heard; the other's throws
 * `conflict`. Throws `not_found`, and `forbidden` for my own message or the mute of another moderator.
 */
export async function decideReports(
  deps: Deps,
  moderator: Person,
  messageId: string,
  decision: Decision,
): Promise<void> {
  const reported = await findReported(deps.db, messageId);
  if (!reported) throw new PlazaError("not_found");
  const { roomId, authorId } = reported;
  if (authorId === moderator.id) throw new PlazaError("forbidden");
  if (reported.isOpen) await act(deps, moderator, { roomId, authorId, messageId }, decision);
  const after = reported.isOpen ? await findReported(deps.db, messageId) : reported;
  if (!after || after.isOpen) throw new PlazaError("forbidden");
  const isMine = after.closed?.closedBy === moderator.id;
  if (!isMine || after.closed?.outcome !== outcomes[decision.action]) {
    throw new PlazaError("conflict", { detail: "Somebody else has decided already" });
  }
}

const outcomes = { dismiss: "dismissed", remove: "removed", mute: "muted" } as const;

async function act(
  deps: Deps,
  { id: actorId }: Person,
  { roomId, authorId, messageId }: { roomId: string; authorId: string; messageId: string },
  decision: Decision,
): Promise<void> {
  const now = deps.now();
  switch (decision.action) {
    case "dismiss":
      await dismissReports(deps.db, { messageId, actorId, now }, { roomId, authorId });
      return;
    case "remove":
      await remove(deps, { roomId, messageId, actorId, actorIsModerator: true });
      return;
    case "mute": {
      const deed = { roomId, userId: authorId, actorId, now };
      const until = now + decision.seconds * 1000;
      const mute = { until, reason: "", report: messageId };
      const written = await writeMute(deps.db, deed, mute);
      // Not written: not mine to mute, or another moderator was quicker; what stands in the reports says which.
      if (written.changed) await settleMute(deps, deed, written);
    }
  }
}
