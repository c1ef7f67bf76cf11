import { expect, it } from "vitest";
import { sortPaths, type PathRow } from "./sort-paths";

const row = (path: string, p95: number | null): PathRow => ({
  path,
  requests: 1,
  errors: 0,
  errorRate: 0,
  avgMs: 1,
  p50: 1,
  p95,
  p99: 1,
  visitors: 1,
  trend: [],
});
const rows = [row("/b", 5), row("/none", null), row("/a", 5), row("/c", 9)];
const order = (sort: "p95" | "path", descending: boolean) =>
  sortPaths(rows, { sort, descending }).map(({ path }) => path);

it("paths are ordered by a figure, equal ones by name, those without it last", () => {
  expect(order("p95", true)).toEqual(["/c", "/a", "/b", "/none"]);
  expect(order("p95", false)).toEqual(["/a", "/b", "/c", "/none"]);
});

it("paths are ordered by name in both directions", () => {
  expect(order("path", false)).toEqual(["/a", "/b", "/c", "/none"]);
  expect(order("path", true)).toEqual(["/none", "/c", "/b", "/a"]);
});
