import { and, asc, desc, eq, ne, sql, type SQL } from "drizzle-orm";
import { z } from "zod";
import { partners, sessions, users } from "../../../../drizzle/schema";
import { runBatch } from "../../../platform/batch";
import type { Database } from "../../../platform/database";
import { hostProfileSchema, type HostStatus } from "../../partner/schema";
import {
  countsAtMost,
  partnerRequestSchema,
  peopleCountsSchema,
  requestsAtMost,
  type PartnerRequest,
  type PeopleCounts,
  type PeopleQuery,
} from "../schema";

/** Where the page before ended, by the order of the list. */
export type PlaceInList =
  { sort: "newest"; createdAt: number; id: string } | { sort: "name"; name: string; id: string };

type ListQuery = Pick<PeopleQuery, "q" | "role" | "status" | "partner"> & {
  sort: PlaceInList["sort"];
  after: PlaceInList | null;
  limit: number;
};

const lastSeenAt = sql<number | null>`(SELECT max(${sessions.lastSeenAt}) FROM ${sessions}
  WHERE ${sessions.userId} = ${users.id})`.as("last_seen_at");

/**
 * A page of everybody for admins: one query. Without a search it walks an index from where the page before ended;
 * a search looks at names and addresses along that index until the page is full.
 */
export async function listPeople(db: Database, query: ListQuery) {
  const isNewest = query.sort === "newest";
  return db
    .select({
      id: users.id,
      email: users.email,
      name: users.name,
      image: users.image,
      role: users.role,
      status: users.status,
      statusReason: users.statusReason,
      partnerId: sql<string | null>`${partners.id}`.as("partner_id"),
      partnerStatus: sql<HostStatus | null>`${partners.status}`.as("partner_status"),
      createdAt: users.createdAt,
      lastSeenAt,
    })
    .from(users)
    .leftJoin(partners, eq(partners.userId, users.id))
    .where(
      and(
        eq(users.kind, "person"),
        query.status ? eq(users.status, query.status) : ne(users.status, "deleted"),
        query.role && eq(users.role, query.role),
        query.partner && toPartnerCondition(query.partner),
        query.q ? toSearch(query.q) : undefined,
        query.after ? toContinuation(query.after) : undefined,
      ),
    )
    .orderBy(...(isNewest ? [desc(users.createdAt), desc(users.id)] : [byName, asc(users.id)]))
    .limit(query.limit);
}

const byName = sql`${users.name} COLLATE NOCASE`;

function toPartnerCondition(partner: NonNullable<PeopleQuery["partner"]>): SQL {
  return partner === "none"
    ? sql`coalesce(${partners.status}, 'declined') = 'declined'`
    : // Asked of the smaller table, so that the few with a profile are not sought among everybody.
      sql`${users.id} IN (SELECT user_id FROM partners WHERE status = ${partner})`;
}

function toSearch(q: string): SQL {
  // instr instead of LIKE: D1 refuses LIKE patterns over 50 bytes, and `%` needs no escaping here.
  return sql`(instr(lower(${users.name}), lower(${q})) > 0
    OR instr(${users.email}, lower(${q})) > 0)`;
}

function toContinuation(after: PlaceInList): SQL {
  return after.sort === "newest"
    ? sql`(${users.createdAt}, ${users.id}) < (${after.createdAt}, ${after.id})`
    : sql`(${byName}, ${users.id}) > (${after.name}, ${after.id})`;
}

/**
 * Counts for the ways to narrow down the list, each up to `countsAtMost` + 1, and the requests that wait longest. One
 * batch; it reads at most seven times that many index entries, whatever the size of the community.
 */
export async function readOverview(
  db: Database,
): Promise<{ counts: PeopleCounts; requests: PartnerRequest[] }> {
  const [counted, requests] = await runBatch(db, [
    sql`SELECT ${upTo(sql`users WHERE status IN ('active', 'banned') AND kind = 'person'`)} AS everybody,
      ${upTo(sql`users WHERE role = 'admin'`)} AS admins,
      ${upTo(sql`users WHERE role = 'moderator'`)} AS moderators,
      ${upTo(sql`partners WHERE status = 'approved'`)} AS partners,
      ${upTo(sql`partners JOIN users ON users.id = partners.user_id AND users.status = 'active'
        WHERE partners.status = 'pending'`)} AS requests,
      ${upTo(sql`partners WHERE status = 'suspended'`)} AS suspended,
      ${upTo(sql`users WHERE status = 'banned' AND kind = 'person'`)} AS banned`,
    sql`SELECT users.id AS userId, name, image, users.created_at AS createdAt,
        partners.id AS partnerId, partners.status AS status, profile,
        decision_reason AS reason, partners.created_at AS appliedAt, decided_at AS decidedAt
      FROM partners JOIN users ON users.id = partners.user_id AND users.status = 'active'
      WHERE partners.status = 'pending'
      ORDER BY partners.created_at, partners.id LIMIT ${requestsAtMost}`,
  ]);
  return {
    counts: peopleCountsSchema.parse(counted?.[0]),
    requests: requestRowSchema
      .array()
      .parse(requests ?? [])
      .map(toRequest),
  };
}

const requestRowSchema = partnerRequestSchema
  .omit({ partner: true })
  .extend({ partnerId: z.string(), ...hostProfileSchema.omit({ id: true }).shape });

function toRequest(row: z.infer<typeof requestRowSchema>): PartnerRequest {
  const { userId, name, image, createdAt, partnerId, ...profile } = row;
  return { userId, name, image, createdAt, partner: { id: partnerId, ...profile } };
}

function upTo(rows: SQL): SQL {
  return sql`(SELECT count(*) FROM (SELECT 1 FROM ${rows} LIMIT ${countsAtMost + 1}))`;
}
