import { findPage, forgetPages, type PageKey } from "../../lib/client/kept-pages";
import { clearShelf } from "../../lib/sync/shelf-database";
import { toOfflinePage } from "./offline-page";

/** A network that takes longer is as good as none, as long as there is a kept page. */
const patienceMs = 3_000;

/** The server's page; without an answer in time, or with a failure of the server, the kept one. */
export async function answerPage(event: FetchEvent, key: PageKey): Promise<Response> {
  const asked = fetch(event.request);
  let answer: Response | null;
  try {
    answer = await within(asked, patienceMs);
  } catch {
    return (await findKept(key)) ?? toOfflinePage();
  }
  if (answer === null) return (await findKept(key)) ?? asked.catch(() => toOfflinePage());
  if (answer.type === "opaqueredirect") {
    // The chat sends only those away whose session has ended: nothing of it stays.
    event.waitUntil(Promise.allSettled([forgetPages(), clearShelf()]));
  }
  return answer.status >= 500 ? ((await findKept(key)) ?? answer) : answer;
}

/** Null when it takes too long; it goes on. */
async function within<T>(work: Promise<T>, ms: number): Promise<T | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms);
  });
  return Promise.race([work, limit]).finally(() => clearTimeout(timer));
}

async function findKept(key: PageKey): Promise<Response | null> {
  try {
    return await findPage(key);
  } catch {
    return null;
  }
}
