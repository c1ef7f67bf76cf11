import { clearShelf } from "../sync/shelf-database";
import { forgetDrafts } from "./drafts";
import { forgetPages } from "./kept-pages";

/** Longer than this nobody waits to be signed out; what was begun goes on. */
const patienceMs = 3_000;

/**
 * A session has ended: drafts, kept pages and kept messages of its person go, so that whoever sits here next finds
 * nothing. What waits to be sent stays, is shown to nobody else, and goes out when its person is back. Never throws.
 */
export async function forgetPerson(): Promise<void> {
  forgetDrafts();
  await forgetKept();
}

/** The same but for drafts: they are kept by person, and one who only has to sign in again finds them. */
export async function forgetKept(): Promise<void> {
  // Not where a page came over plain HTTP.
  const pages = "caches" in globalThis ? forgetPages() : Promise.resolve();
  const all = Promise.allSettled([pages, clearShelf()]);
  await Promise.race([all, new Promise((resolve) => setTimeout(resolve, patienceMs))]);
}
