import { asc, desc, eq, sql } from "drizzle-orm";
import { dashboardLinks, users } from "../../drizzle/schema";
import { auditStatement, isAdminNow } from "../audit/store";
import { runBatch } from "../platform/batch";
import type { Database } from "../platform/database";
import { within } from "../platform/within";
import { toLinkHint } from "./domain";
import { dashboardViewSchema, linkLimits, type DashboardLink, type DashboardView } from "./schema";

/** D1 gets so long for a read that stands between a visitor and the figures. */
const readLimitMs = 3_000;
/** All that live, and the ends of the latest. */
const listedAtMost = 2 * linkLimits.live;

export type NewLink = {
  id: string;
  name: string;
  view: DashboardView;
  actorId: string;
  clientId: string | null;
  now: number;
};

/**
 * Keeps a link and writes it down, unless its admin has made it already under the same `clientId`. Counted in the same
 * statement, so that any number at once stays within the limit. `full`: too many live; `forbidden`: no admin any more.
 */
export async function insertLink(
  db: Database,
  link: NewLink,
): Promise<{ id: string } | "full" | "forbidden"> {
  const { id, name, actorId, clientId, now } = link;
  const view = JSON.stringify(link.view);
  const living = sql`SELECT count(*) FROM dashboard_links WHERE revoked_at IS NULL`;
  const [, , found, counts] = await runBatch(db, [
    sql`INSERT INTO dashboard_links (id, name, view, created_by, client_id, created_at)
      SELECT ${id}, ${name}, ${view}, ${actorId}, ${clientId}, ${now}
      WHERE (${living}) < ${linkLimits.live} AND ${isAdminNow(actorId)}
      ON CONFLICT (created_by, client_id) DO NOTHING`,
    auditStatement(
      {
        ...{ at: now, actorId, action: "dashboard_link.create", targetId: toLinkHint(id) },
        detail: { name, view: link.view },
      },
      sql`changes() > 0`,
    ),
    sql`SELECT id FROM dashboard_links
      WHERE id = ${id} OR (created_by = ${actorId} AND client_id = ${clientId})`,
    sql`SELECT (${living}) AS living`,
  ]);
  const kept = found?.[0]?.id;
  if (typeof kept === "string") return { id: kept };
  return Number(counts?.[0]?.living) >= linkLimits.live ? "full" : "forbidden";
}

/** Gives a link another name and writes it down; the same name again changes nothing. */
export async function renameLink(
  db: Database,
  { id, name, actorId, now }: { id: string; name: string; actorId: string; now: number },
): Promise<void> {
  await runBatch(db, [
    sql`UPDATE dashboard_links SET name = ${name}
      WHERE id = ${id} AND revoked_at IS NULL AND name <> ${name} AND ${isAdminNow(actorId)}`,
    auditStatement(
      {
        ...{ at: now, actorId, action: "dashboard_link.rename", targetId: toLinkHint(id) },
        detail: { name },
      },
      sql`changes() > 0`,
    ),
  ]);
}

/** Ends a link for good and writes it down; the second time changes nothing. */
export async function revokeLink(
  db: Database,
  { id, actorId, now }: { id: string; actorId: string; now: number },
): Promise<void> {
  await runBatch(db, [
    sql`UPDATE dashboard_links SET revoked_at = ${now}
      WHERE id = ${id} AND revoked_at IS NULL AND ${isAdminNow(actorId)}`,
    auditStatement(
      {
        ...{ at: now, actorId, action: "dashboard_link.revoke", targetId: toLinkHint(id) },
        detail: {},
      },
      sql`changes() > 0`,
    ),
  ]);
}

/** Those that live, newest first, then the latest that were revoked. */
export async function listLinks(db: Database): Promise<DashboardLink[]> {
  const rows = await selectLinks(db)
    .orderBy(
      asc(sql`${dashboardLinks.revokedAt} IS NOT NULL`),
      desc(dashboardLinks.createdAt),
      desc(dashboardLinks.id),
    )
    .limit(listedAtMost);
  return rows.map(toLink);
}

export async function findLink(db: Database, linkId: string): Promise<DashboardLink | null> {
  const found = selectLinks(db).where(eq(dashboardLinks.id, linkId));
  const [row] = await within(readLimitMs, "reading a public link", found);
  return row ? toLink(row) : null;
}

function selectLinks(db: Database) {
  return db
    .select({
      id: dashboardLinks.id,
      name: dashboardLinks.name,
      view: dashboardLinks.view,
      creatorId: dashboardLinks.createdBy,
      creatorName: users.name,
      createdAt: dashboardLinks.createdAt,
      revokedAt: dashboardLinks.revokedAt,
    })
    .from(dashboardLinks)
    .leftJoin(users, eq(users.id, dashboardLinks.createdBy));
}

function toLink(row: Awaited<ReturnType<typeof selectLinks>>[number]): DashboardLink {
  const { id, name, creatorId, creatorName, createdAt, revokedAt } = row;
  return {
    ...{ id, name, createdAt, revokedAt },
    view: readView(row.view),
    createdBy: { id: creatorId, name: creatorName ?? "" },
  };
}

function readView(json: string): DashboardView | null {
  return dashboardViewSchema.safeParse(JSON.parse(json)).data ?? null;
}
