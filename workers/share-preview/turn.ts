import { within } from "../../lib/platform/within";

/** How long somebody waits for those before; who waits longer is refused, and the site shows the image itself. */
const waitLimitMs = 8_000;

let last: Promise<unknown> = Promise.resolve();

/** Runs one piece of work after the other: two pictures at once would not fit into an isolate's memory. */
export async function takeTurn<T>(work: () => Promise<T>): Promise<T> {
  const before = last;
  let end = () => {};
  last = new Promise<void>((resolve) => {
    end = resolve;
  });
  try {
    // A request that died in its turn never ends it; then the limit does, once for each who waits.
    await within(waitLimitMs, "waiting for another preview", before);
    return await work();
  } finally {
    end();
  }
}
