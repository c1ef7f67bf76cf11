/** The items of batches one by one, those that are wanted. */
export async function* flatten<T>(
  batches: AsyncIterable<T[]>,
  isWanted: (item: T) => boolean = () => true,
): AsyncGenerator<T> {
  for await (const batch of batches) {
    for (const item of batch) if (isWanted(item)) yield item;
  }
}

/** Items in batches of `size`; the last may be shorter. */
export async function* inBatches<T>(size: number, items: AsyncIterable<T>): AsyncGenerator<T[]> {
  let batch: T[] = [];
  for await (const item of items) {
    batch.push(item);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
