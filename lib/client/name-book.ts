/** What people are called, by id: as heard from messages, and asked for the others, many at once. */
export type NameBook = {
  /** Undefined until it is known; null for somebody who is not there any more. */
  get: (userId: string) => string | null | undefined;
  /** Somebody's name was seen. What was asked for is not older, and stays. */
  learn: (people: Iterable<{ id: string; name: string }>) => void;
  /** Calls when a name becomes known, and asks for this one's if need be. Ends when the returned function is called. */
  watch: (userId: string, listener: () => void) => () => void;
};

/** Asks for these names; who is not in the answer does not exist. May reject: then the next `watch` asks again. */
type AskNames = (ids: readonly string[]) => Promise<readonly { id: string; name: string }[]>;

/** As many as `GET /api/people/names` takes. */
const mostAtOnce = 50;

export function createNameBook(ask: AskNames): NameBook {
  const names = new Map<string, string | null>();
  const asking = new Set<string>();
  const wanted = new Set<string>();
  const listeners = new Set<() => void>();
  const tell = () => listeners.forEach((listener) => listener());

  async function askFor(ids: readonly string[]): Promise<void> {
    try {
      const found = new Map((await ask(ids)).map(({ id, name }) => [id, name]));
      for (const id of ids) names.set(id, found.get(id) ?? null);
      tell();
    } catch {
      // Out of reach for now.
    } finally {
      for (const id of ids) asking.delete(id);
    }
  }

  /** Once all rows of a screen have said whom they name. */
  async function askSoon(): Promise<void> {
    await Promise.resolve();
    const ids = [...wanted].filter((id) => !names.has(id));
    wanted.clear();
    for (const id of ids) asking.add(id);
    for (let from = 0; from < ids.length; from += mostAtOnce) {
      await askFor(ids.slice(from, from + mostAtOnce));
    }
  }

  return {
    get: (userId) => names.get(userId),
    learn(people) {
      let isNews = false;
      for (const { id, name } of people) {
        if (names.has(id) || name === "") continue;
        names.set(id, name);
        isNews = true;
      }
      if (isNews) tell();
    },
    watch(userId, listener) {
      listeners.add(listener);
      if (!names.has(userId) && !asking.has(userId)) {
        wanted.add(userId);
        if (wanted.size === 1) void askSoon();
      }
      return () => listeners.delete(listener);
    },
  };
}
