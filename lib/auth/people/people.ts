import { invalidField, PlazaError } from "../../http/problem";
import type { Deps } from "../../platform/deps";
import { toPartner } from "../partner/domain";
import type { ListedPerson, PeopleOverview, PeopleQuery, PersonInDepth } from "./schema";
import { listPeople as listRows, readOverview, type PlaceInList } from "./store/list";
import { readPerson } from "./store/one";

type ListQuery = Partial<PeopleQuery> & Pick<PeopleQuery, "q" | "limit">;

/**
 * A page of everybody whom the filters leave, newest first or by name; `nextCursor` is null on the last one.
 * Throws `invalid_input` for a cursor of the other order.
 */
export async function listPeople(
  deps: Deps,
  { sort = "newest", cursor, ...filters }: ListQuery,
): Promise<{ people: ListedPerson[]; nextCursor: string | null }> {
  const after = cursor === undefined ? null : toPlace(sort, cursor);
  const { limit } = filters;
  const rows = await listRows(deps.db, { ...filters, sort, after, limit: limit + 1 });
  const people = rows.slice(0, limit).flatMap(toListed);
  const last = people.at(-1);
  return { people, nextCursor: rows.length > limit && last ? toCursor(sort, last) : null };
}

/** How many there are of whom, and the requests of partners that wait; one D1 batch. */
export async function getPeopleOverview(deps: Deps): Promise<PeopleOverview> {
  return readOverview(deps.db);
}

/** One person in depth; one D1 batch. Throws `not_found`, also for a deleted account. */
export async function getPerson(deps: Deps, userId: string): Promise<PersonInDepth> {
  const person = await readPerson(deps.db, userId, deps.now());
  if (!person) throw new PlazaError("not_found");
  return person;
}

function toListed(row: Awaited<ReturnType<typeof listRows>>[number]): ListedPerson[] {
  const { partnerId, partnerStatus, status, ...person } = row;
  // The statement leaves deleted ones out; this tells the compiler.
  if (status === "deleted") return [];
  return [{ ...person, status, partner: toPartner(partnerId, partnerStatus) }];
}

function toCursor(sort: PlaceInList["sort"], { id, name, createdAt }: ListedPerson): string {
  return sort === "newest" ? `${createdAt}.${id}` : `${id}~${name}`;
}

function toPlace(sort: PlaceInList["sort"], cursor: string): PlaceInList {
  const [, createdAt, newestId] = /^(\d+)\.([^~]+)$/.exec(cursor) ?? [];
  const [, id, name] = /^([^~]+)~(.+)$/su.exec(cursor) ?? [];
  if (sort === "newest" && createdAt && newestId) {
    return { sort, createdAt: Number(createdAt), id: newestId };
  }
  if (sort === "name" && id && name) return { sort, name, id };
  throw invalidField("cursor", "Belongs to another order");
}
