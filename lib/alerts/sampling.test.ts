import { describe, expect, it } from "vitest";
import { toOneIn, toSampling } from "./sampling";

describe("sampling by how full the database is", () => {
  it("takes fewer requests step by step", () => {
    const shares = [0.5, 0.8, 0.81, 0.9, 0.91, 0.95, 0.96, 1.2];
    expect(shares.map((share) => toSampling(share, 1))).toEqual([1, 1, 2, 2, 5, 5, 20, 20]);
  });

  it("goes back up only when there is room, and then as far as there is", () => {
    expect(toSampling(0.78, 2)).toBe(2);
    expect(toSampling(0.75, 2)).toBe(1);
    expect(toSampling(0.91, 20)).toBe(20);
    expect(toSampling(0.9, 20)).toBe(5);
    expect(toSampling(0.4, 20)).toBe(1);
  });

  it("does not swing at a border", () => {
    let oneIn = 1;
    const seen: number[] = [];
    for (const share of [0.799, 0.801, 0.799, 0.801, 0.799]) {
      oneIn = toSampling(share, oneIn);
      seen.push(oneIn);
    }
    expect(seen).toEqual([1, 2, 2, 2, 2]);
  });

  it("knows its ratios as whole numbers", () => {
    expect([1, 1 / 2, 1 / 5, 1 / 20].map(toOneIn)).toEqual([1, 2, 5, 20]);
  });
});
