import type { DashboardView } from "../dashboard/schema";
import type { PathsAnswer } from "../traffic/report/schema";

export type PathRow = PathsAnswer["paths"][number];

/** Rows in the order of a view. What has no figure stands last in both directions; what is equal, by name. */
export function sortPaths(
  rows: PathRow[],
  { sort, descending }: Pick<DashboardView, "sort" | "descending">,
): PathRow[] {
  const direction = descending ? -1 : 1;
  const byName = (a: PathRow, b: PathRow) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0);
  return rows.toSorted((a, b) => {
    if (sort === "path") return direction * byName(a, b);
    const [one, other] = [a[sort], b[sort]];
    if (one === other) return byName(a, b);
    if (one === null) return 1;
    if (other === null) return -1;
    return direction * (one - other);
  });
}
