import { PlazaError } from "../http/problem";

type Options<Item, Result> = {
  /** Writes the items together and answers one result for each, in their order. */
  write: (items: Item[]) => Promise<Result[]>;
  /** At most so many items, and so much weight (but always one item), go in one batch. */
  maxItems: number;
  maxWeight: number;
  weigh: (item: Item) => number;
  /** Beyond so many that wait, new ones are refused as `unavailable`. */
  maxWaiting: number;
};

type Waiting<Item, Result> = {
  item: Item;
  resolve: (result: Result) => void;
  reject: (error: unknown) => void;
};

/**
 * While one batch is being written, what comes in waits, and then goes together in the next one, in the order it came.
 * A batch that fails fails its own items only.
 */
export function createGroupCommit<Item, Result>(options: Options<Item, Result>) {
  const waiting: Waiting<Item, Result>[] = [];
  let isWriting = false;

  const takeBatch = () => {
    let weight = 0;
    const cutAt = waiting.findIndex(({ item }, index) => {
      weight += options.weigh(item);
      return index > 0 && (index >= options.maxItems || weight > options.maxWeight);
    });
    return waiting.splice(0, cutAt === -1 ? waiting.length : cutAt);
  };

  const writeBatch = async (batch: Waiting<Item, Result>[]) => {
    try {
      const results = await options.write(batch.map(({ item }) => item));
      batch.forEach(({ resolve, reject }, index) => {
        const result = results[index];
        if (result === undefined) reject(new Error("The batch has no result for an item"));
        else resolve(result);
      });
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  };

  const run = async () => {
    isWriting = true;
    while (waiting.length > 0) await writeBatch(takeBatch());
    isWriting = false;
  };

  return {
    /** Resolves or rejects with what became of the item's batch. */
    submit(item: Item): Promise<Result> {
      if (waiting.length >= options.maxWaiting) {
        return Promise.reject(new PlazaError("unavailable"));
      }
      return new Promise((resolve, reject) => {
        waiting.push({ item, resolve, reject });
        if (!isWriting) void run();
      });
    },
  };
}
