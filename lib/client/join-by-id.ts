/** Each once, in its first place as it came last: pages of a list are cut anew while it changes, so one may come twice. */
export function joinById<T extends { id: string }>(items: T[]): T[] {
  return [...new Map(items.map((item) => [item.id, item])).values()];
}
