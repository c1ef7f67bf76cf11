import type { Person } from "../auth/schema";
import { getMembership } from "../chat/membership";
import { invalidField } from "../http/problem";
import type { Deps } from "../platform/deps";
import { findHighlights, toDayTerms, toIndexText, toMatch, toTerms } from "./domain";
import type { SearchPage, SearchQuery } from "./schema";
import {
  addToIndex,
  findMessages,
  findRoomRowid,
  listWaiting,
  readSearchState,
  type WaitingMessage,
} from "./store";

/** Messages that a search puts into the index itself, so that what was just written is found; the cron does the rest. */
const tailOfSearch = 300;
/** Of one run of the cron, in bounded steps. */
const stepOfCron = 500;
const stepsOfCron = 10;
/** D1 binds at most 2 MB to one parameter. */
const maxBatchCharacters = 300_000;
const highlightsPerMessage = 20;

/**
 * Messages in my rooms (or in one room that I may read) that hold all the words, newest first; see `domain.ts` for what
 * finds what. Throws `not_found` for a room that does not exist for me, `invalid_input` when there is no word.
 */
export async function searchMessages(
  deps: Deps,
  person: Person,
  query: SearchQuery,
): Promise<SearchPage> {
  const terms = toTerms(query.q);
  if (terms.length === 0) throw invalidField("q", "Needs a letter, a digit or an emoji");
  if (query.room !== undefined) await getMembership(deps, person, query.room);
  const state = await readSearchState(deps.db, person.id, tailOfSearch);
  await index(deps, state.waiting);
  const rooms =
    query.room === undefined ? state.rooms : await findRoom(deps, query.room, state.rooms);
  const days = toDayTerms(query, deps.now());
  if (rooms.length === 0 || days?.length === 0) return { results: [], nextCursor: null };
  const { author, after, before, cursor, limit } = query;
  const filters = { author, after, before, cursor };
  const found = await findMessages(deps.db, {
    ...filters,
    days,
    match: toMatch(terms),
    rooms,
    limit: limit + 1,
  });
  const page = found.slice(0, limit);
  return {
    results: page.map(({ message }) => ({
      message,
      highlights: findHighlights(message.body, terms, highlightsPerMessage),
    })),
    nextCursor: found.length > limit ? (page.at(-1)?.rowid ?? null) : null,
  };
}

async function findRoom(deps: Deps, id: string, known: { id: string; rowid: number }[]) {
  const mine = known.find((room) => room.id === id);
  const rowid = mine?.rowid ?? (await findRoomRowid(deps.db, id));
  return rowid === null ? [] : [{ id, rowid }];
}

/**
 * Puts what the index lacks into it: new messages, and all of them after it was lost or emptied. Idempotent; to be called
 * every minute. Answers how many it looked at.
 */
export async function indexMessages(deps: Pick<Deps, "db">): Promise<number> {
  let looked = 0;
  for (let step = 0; step < stepsOfCron; step += 1) {
    const waiting = await listWaiting(deps.db, stepOfCron);
    await index(deps, waiting);
    looked += waiting.length;
    if (waiting.length < stepOfCron) break;
  }
  return looked;
}

async function index({ db }: Pick<Deps, "db">, waiting: WaitingMessage[]): Promise<void> {
  const rows = waiting.map(({ rowid, editedAt, body }) => {
    return { rowid, editedAt, text: toIndexText(body) };
  });
  let batch: typeof rows = [];
  let characters = 0;
  for (const row of rows) {
    if (batch.length > 0 && characters + row.text.length > maxBatchCharacters) {
      await addToIndex(db, batch);
      [batch, characters] = [[], 0];
    }
    batch.push(row);
    characters += row.text.length;
  }
  await addToIndex(db, batch);
}
