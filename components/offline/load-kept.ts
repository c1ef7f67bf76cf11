import type * as kept from "./kept";

type Kept = typeof kept;

/** How long the first answer may take before what was kept is looked for (ms); offline there is none to wait for. */
const patienceMs = 200;
/** How long a page is left to what it was opened for before it keeps anything (ms). */
const settleMs = 2_000;

const load = () => import("./kept");

let settled: Promise<void> | null = null;

/** Looks for what was kept when the network is slow or gone. The answer gives up, for when the real thing came first. */
export function findKeptIfSlow<T>(
  find: (code: Kept) => Promise<T>,
  onFound: (found: T) => void,
): () => void {
  let isWanted = true;
  const begin = () => {
    load()
      .then(find)
      .then((found) => isWanted && onFound(found))
      .catch(ignore);
  };
  const timer = setTimeout(begin, navigator.onLine ? patienceMs : 0);
  return () => {
    isWanted = false;
    clearTimeout(timer);
  };
}

/** Notes what is to be kept, once the page stands; in the order of the calls. */
export function noteLater(note: (code: Kept) => void): void {
  settled ??= new Promise((done) => setTimeout(done, settleMs));
  settled.then(load).then(note).catch(ignore);
}

/** Without its code nothing is kept or found, as in a browser that cannot keep. */
function ignore(): void {}
