type Keyed = { id: string };
type Head<T> = { item: T } | null;

/**
 * Merges sequences that ascend by id into one that ascends strictly: an id that several of them hold comes once. Of each
 * sequence one item is held. The sequences are closed however the reading ends.
 */
export async function* mergeSorted<T extends Keyed>(
  sources: AsyncIterable<T>[],
): AsyncGenerator<T> {
  const iterators = sources.map((source) => source[Symbol.asyncIterator]());
  try {
    const heads = await Promise.all(iterators.map((iterator) => next(iterator)));
    for (;;) {
      const first = smallest(heads);
      if (!first) return;
      yield first.item;
      for (const [index, head] of heads.entries()) {
        const iterator = iterators[index];
        if (head?.item.id === first.item.id && iterator) heads[index] = await next(iterator);
      }
    }
  } finally {
    await Promise.allSettled(iterators.map(async (iterator) => iterator.return?.()));
  }
}

function smallest<T extends Keyed>(heads: Head<T>[]): Head<T> {
  let first: Head<T> = null;
  for (const head of heads) if (head && (!first || head.item.id < first.item.id)) first = head;
  return first;
}

async function next<T>(iterator: AsyncIterator<T>): Promise<Head<T>> {
  const step = await iterator.next();
  return step.done ? null : { item: step.value };
}
