import { expect, it } from "vitest";
import { findSlowdown } from "./find-slowdown";

const usual = [10, 14, 9, 11, 10, 12];

it("a path got slow where three buckets in a row are over twice the median before", () => {
  expect(findSlowdown([...usual, 11, 40, 35, 50, 45])).toEqual({ index: 7, usual: 11 });
});

it("buckets without requests neither hide a slowdown nor make one", () => {
  expect(findSlowdown([...usual, null, 40, null, 35, 50])).toEqual({ index: 7, usual: 11 });
  expect(findSlowdown([...usual, null, null, null])).toBeNull();
});

it("one or two slow buckets, exactly twice, or a short history are no slowdown", () => {
  expect(findSlowdown([...usual, 90, 95, 10, 90, 95, 10])).toBeNull();
  expect(findSlowdown([10, 10, 10, 10, 10, 10, 20, 20, 20])).toBeNull();
  expect(findSlowdown([10, 10, 10, 10, 10, 90, 90, 90])).toBeNull();
  expect(findSlowdown([])).toBeNull();
});
