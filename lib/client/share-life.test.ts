import { expect, it } from "vitest";
import { toShareLife } from "./share-life";

const now = 1_800_000_000_000;
const hour = 3_600_000;

it.each([
  [30 * 24 * hour, { state: "days", days: 30 }],
  [30 * 24 * hour - 5_000, { state: "days", days: 30 }],
  [36 * hour, { state: "days", days: 2 }],
  [35 * hour, { state: "days", days: 1 }],
  [24 * hour, { state: "days", days: 1 }],
  [24 * hour - 1, { state: "lastDay" }],
  [1, { state: "lastDay" }],
  [0, { state: "over" }],
  [-hour, { state: "over" }],
])("a share that ends in %i ms has this left: %o", (leftMs, expected) => {
  expect(toShareLife(now + leftMs, now)).toEqual(expected);
});
