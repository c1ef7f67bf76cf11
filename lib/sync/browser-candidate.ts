import type { Candidate, CandidateListener } from "./effects";

/**
 * Stands in line for a lock of the browser and keeps it once it is there. A page that goes to sleep (bfcache, freezing)
 * gives it up and stands in line again when it wakes, so that nobody waits for it.
 */
export function standForLock(name: string, listener: CandidateListener): Candidate | null {
  // Only where a page came over HTTPS or from localhost.
  const locks: LockManager | undefined = Reflect.get(navigator, "locks");
  if (!locks || !("BroadcastChannel" in window)) return null;
  const page = new AbortController();
  let standing: Standing | null = null;

  function stand(isSeizing: boolean): void {
    standing?.end();
    const mine = takePlace(locks, name, isSeizing, () => {
      if (standing === mine) listener.onGained();
    });
    standing = mine;
    void mine.over.then((wasHeld) => {
      // Ended by ourselves, or there is a newer one.
      if (standing !== mine) return;
      // Locks are refused to this page: it goes on by itself.
      if (!wasHeld) return listener.onGained();
      listener.onLost();
      stand(false);
    });
  }

  function sleep(): void {
    standing?.end();
    standing = null;
  }

  function wake(): void {
    if (standing) return;
    listener.onLost();
    stand(false);
  }

  const { signal } = page;
  window.addEventListener("pagehide", sleep, { signal });
  window.addEventListener("pageshow", wake, { signal });
  document.addEventListener("freeze", sleep, { signal });
  document.addEventListener("resume", wake, { signal });
  stand(false);
  return {
    seize: () => stand(true),
    leave() {
      page.abort();
      sleep();
    },
  };
}

/** One request for the lock. `over` says, when it was taken from us or refused, whether it had been ours. */
type Standing = { end(): void; over: Promise<boolean> };

function takePlace(
  locks: LockManager | undefined,
  name: string,
  isSeizing: boolean,
  onGained: () => void,
): Standing {
  const line = new AbortController();
  let release: () => void = () => undefined;
  let isHeld = false;
  const hold = () => {
    if (line.signal.aborted) return undefined;
    isHeld = true;
    onGained();
    return new Promise<void>((resolve) => (release = resolve));
  };
  // Who seizes waits for nobody; browsers refuse a signal there.
  const how: LockOptions = isSeizing ? { steal: true } : { signal: line.signal };
  const request = locks?.request(name, how, hold) ?? Promise.resolve();
  return {
    end() {
      line.abort();
      release();
    },
    over: request.then(
      () => false,
      () => isHeld,
    ),
  };
}
