import { findNames } from "../auth/service";
import type { Deps } from "../platform/deps";
import { toActor, toCsv, toMentionedIds, toTargetKind } from "./domain";
import { auditLimits, type AuditPage, type AuditQuery, type ListedAction } from "./schema";
import { listActorIds, listRows, type AuditRow } from "./store";

type ListDeps = Pick<Deps, "db">;
type Filters = Omit<AuditQuery, "format">;

/** A page of what was done, newest first, with the names of this moment. */
export async function listActions(deps: ListDeps, query: Filters): Promise<AuditPage> {
  const { limit } = query;
  const rows = await listRows(deps.db, {
    ...query,
    before: toPlace(query.before),
    limit: limit + 1,
  });
  const page = rows.slice(0, limit);
  const names = await findNames(deps.db, page.flatMap(toPeople));
  const last = page.at(-1);
  return {
    entries: page.map((row) => toListed(row, names)),
    names: Object.fromEntries(
      page.flatMap(({ detail }) => toMentionedIds(detail).map((id) => [id, names.get(id) ?? ""])),
    ),
    nextCursor: rows.length > limit && last ? `${last.at}-${last.id}` : null,
  };
}

/** The newest of what the filters leave, as a CSV file; at most `auditLimits.file` rows. */
export async function exportActions(deps: ListDeps, query: Filters): Promise<string> {
  const entries: ListedAction[] = [];
  let before = query.before;
  for (let left: number = auditLimits.file; left > 0; left -= auditLimits.page) {
    const page = await listActions(deps, { ...query, before, limit: auditLimits.page });
    entries.push(...page.entries);
    if (page.nextCursor === null) break;
    before = page.nextCursor;
  }
  return toCsv(entries);
}

/** Everybody who has acted, by name. */
export async function listActors(deps: ListDeps): Promise<ListedAction["actor"][]> {
  const ids = await listActorIds(deps.db);
  const names = await findNames(deps.db, ids);
  return ids
    .map((id) => toActor(id, names.get(id)))
    .sort((a, b) => (a.name ?? "").localeCompare(b.name ?? "") || (a.id < b.id ? -1 : 1));
}

function toPlace(cursor: string | undefined): { at: number; id: string } | null {
  const [at, id] = cursor?.split("-") ?? [];
  return at && id ? { at: Number(at), id } : null;
}

function toPeople({ actorId, action, targetId, detail }: AuditRow): string[] {
  const target = toTargetKind(action) === "person" ? [targetId] : [];
  return [actorId, ...target, ...toMentionedIds(detail)];
}

function toListed(row: AuditRow, names: ReadonlyMap<string, string>): ListedAction {
  const { id, at, action, actorId, targetId, detail } = row;
  const kind = toTargetKind(action);
  const name = (kind === "person" ? names.get(targetId) : row.targetName) ?? null;
  return {
    ...{ id, at, action, detail },
    actor: toActor(actorId, names.get(actorId)),
    target: { id: targetId, name: name || null, kind, isDeleted: kind === "person" && name === "" },
  };
}
