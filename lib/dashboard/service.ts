import { hashSource } from "../auth/service";
import type { Person } from "../auth/schema";
import { RateLimitKeys } from "../cache/keys";
import { PlazaError, invalidField } from "../http/problem";
import { takeFromLimit } from "../limit/take";
import type { Deps } from "../platform/deps";
import { newId } from "../platform/id";
import { log } from "../platform/log";
import { pathsQuerySchema, pathStatsQuerySchema } from "../traffic/report/schema";
import { getPathsReport, getPathStats } from "../traffic/service";
import { showsPath, toLinkHint, toLinkView, toReportQuery, toStatsQuery } from "./domain";
import { linkLimits, type CreateLink, type DashboardLink, type DashboardView } from "./schema";
import * as store from "./store";

type LinkDeps = Pick<Deps, "db" | "now">;
type Actor = Pick<Person, "id">;

/** A link that anybody may open, and the view that it shows. */
export type SharedView = { id: string; name: string; view: DashboardView };

/** Reads of one link by everybody, as a multiple of those from one address. */
const linkFactor = 20;

/** For admins: those that live, newest first, then the latest that were revoked. */
export function listLinks(deps: LinkDeps): Promise<DashboardLink[]> {
  return store.listLinks(deps.db);
}

/**
 * Makes a link to a view; the same `clientId` of the same admin again answers the first one. Throws `invalid_input` for
 * a view that the statistics have no answer to, `conflict` when as many live as may, `forbidden`.
 */
export async function createLink(
  deps: LinkDeps,
  actor: Actor,
  { name, view, clientId = null }: Omit<CreateLink, "clientId"> & { clientId?: string | null },
): Promise<DashboardLink> {
  const shown = toLinkView(view);
  if (!isPeriod(shown) || !pathsQuerySchema.safeParse(toQuery(toReportQuery(shown))).success) {
    throw invalidField("view", "The statistics have no answer to this view");
  }
  const now = deps.now();
  const kept = await store.insertLink(deps.db, {
    ...{ id: newId(32), name, view: shown, actorId: actor.id, clientId, now },
  });
  if (kept === "full") {
    throw new PlazaError("conflict", {
      detail: `There are ${linkLimits.live} public links; revoke one first`,
    });
  }
  if (kept === "forbidden") throw new PlazaError("forbidden");
  return getLink(deps, kept.id);
}

/** Throws `not_found` for one that is unknown or revoked, `forbidden` when the actor is no admin any more. */
export async function renameLink(
  deps: LinkDeps,
  actor: Actor,
  { linkId, name }: { linkId: string; name: string },
): Promise<DashboardLink> {
  await store.renameLink(deps.db, { id: linkId, name, actorId: actor.id, now: deps.now() });
  const link = await getLink(deps, linkId);
  if (link.revokedAt !== null) throw new PlazaError("not_found");
  if (link.name !== name) throw new PlazaError("forbidden");
  return link;
}

/** Ends a link for good: from now on it is 404. Doing it again changes nothing. Throws `not_found`, `forbidden`. */
export async function revokeLink(deps: LinkDeps, actor: Actor, linkId: string): Promise<void> {
  await store.revokeLink(deps.db, { id: linkId, actorId: actor.id, now: deps.now() });
  const link = await getLink(deps, linkId);
  if (link.revokedAt === null) throw new PlazaError("forbidden");
}

/**
 * What a link shows to whoever has it. D1 is asked each time, so that a revocation holds at once. Throws `not_found`
 * for a link that is unknown, revoked or unreadable.
 */
export async function getSharedView(deps: LinkDeps, linkId: string): Promise<SharedView> {
  const link = await store.findLink(deps.db, linkId);
  if (link?.view === null) log("error", "link.unreadable", { link: toLinkHint(linkId) });
  if (!link?.view || link.revokedAt !== null) throw new PlazaError("not_found");
  return { id: link.id, name: link.name, view: link.view };
}

/** The figures of a link's view, as `GET /api/admin/paths` has them. Throws `not_found`, `rate_limited`. */
export async function getSharedReport(deps: Deps, headers: Headers, linkId: string) {
  const { view } = await openLink(deps, headers, linkId);
  const query = pathsQuerySchema.parse(toQuery(toReportQuery(view)));
  return getPathsReport(deps, { ...query, path: view.path ?? undefined });
}

/**
 * One path of a link's view over time. Throws `not_found` also for a path that the view does not show, and for any when
 * the view leaves out requests: these figures know no filters. `rate_limited`.
 */
export async function getSharedPathStats(
  deps: Deps,
  headers: Headers,
  { linkId, path }: { linkId: string; path: string },
) {
  const { view } = await openLink(deps, headers, linkId);
  if (!showsPath(view, path)) throw new PlazaError("not_found");
  return getPathStats(deps, pathStatsQuerySchema.parse(toQuery(toStatsQuery({ ...view, path }))));
}

/**
 * Counts a reader by address before the link is looked for, and then what all readers of a link do together: guessing
 * costs no more than asking, and a link that went round cannot keep the statistics busy.
 */
async function openLink(deps: Deps, headers: Headers, linkId: string): Promise<SharedView> {
  const limit = deps.variables.LIMIT_LINK_READS_PER_MINUTE;
  await takeFromLimit(deps, RateLimitKeys.linkReaders(await hashSource(deps, headers)), {
    limit,
    windowSeconds: 60,
  });
  const shared = await getSharedView(deps, linkId);
  await takeFromLimit(deps, RateLimitKeys.linkReads(toLinkHint(linkId)), {
    limit: limit * linkFactor,
    windowSeconds: 60,
  });
  return shared;
}

async function getLink(deps: LinkDeps, linkId: string): Promise<DashboardLink> {
  const link = await store.findLink(deps.db, linkId);
  if (!link) throw new PlazaError("not_found");
  return link;
}

/** A preset, or a beginning and an end. */
function isPeriod({ range, from, to }: DashboardView): boolean {
  return range === null ? from !== null && to !== null : from === null && to === null;
}

function toQuery(search: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(search));
}
