export type Size = { events: number; characters: number };

/** Splits a list, in order, into groups that stay within the limits; one item alone may exceed them. */
export function toGroups<T>(
  items: readonly T[],
  limits: Size,
  measure: (item: T) => Size = (item) => ({ events: 1, characters: JSON.stringify(item).length }),
): T[][] {
  const groups: T[][] = [];
  let sum: Size = { events: 0, characters: 0 };
  for (const item of items) {
    const { events, characters } = measure(item);
    sum = { events: sum.events + events, characters: sum.characters + characters };
    const last = groups.at(-1);
    if (last && sum.events <= limits.events && sum.characters <= limits.characters) {
      last.push(item);
    } else {
      groups.push([item]);
      sum = { events, characters };
    }
  }
  return groups;
}
