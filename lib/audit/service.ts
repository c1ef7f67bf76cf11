import { runBatch } from "../platform/batch";
import type { Deps } from "../platform/deps";
import type { AuditAction } from "./schema";
import { auditStatement, isUnsaid } from "./store";

export { exportActions, listActions, listActors } from "./list";

/**
 * Writes down what an admin is about to do where the action itself is in no transaction of DB (statistics, R2, webhooks):
 * before it is done, so that nothing happens unseen. What fails afterwards stands there as well: it was asked for.
 * `person` null is a program with the operator's token.
 */
export async function recordAction(
  deps: Pick<Deps, "db" | "now">,
  person: { id: string } | null,
  { action, targetId = "", detail = {}, oncePerMs = 0 }: RecordedAction,
): Promise<void> {
  const entry = { at: deps.now(), actorId: person?.id ?? "operator", action, targetId, detail };
  await runBatch(deps.db, [
    auditStatement(entry, oncePerMs > 0 ? isUnsaid(entry, oncePerMs) : undefined),
  ]);
}

type RecordedAction = {
  action: AuditAction;
  targetId?: string;
  detail?: Record<string, unknown>;
  /** For a deed that takes many calls: those of the same person on the same target within so long are one. */
  oncePerMs?: number;
};
