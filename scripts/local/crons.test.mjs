import { describe, expect, test } from "vitest";
import { isDue } from "./crons.mjs";

// A Saturday.
const at = (time) => new Date(`2026-11-21T${time}:00Z`);

describe("a cron is due", () => {
  test.each([
    ["* * * * *", "13:37"],
    ["37 13 * * *", "13:37"],
    ["*/5 * * * *", "13:35"],
    ["0 2 * * *", "02:00"],
    ["10-40/10 * * * *", "13:30"],
    ["1,37 * * * *", "13:37"],
    ["* * 21 11 6", "00:00"],
  ])("%s at %s", (cron, time) => expect(isDue(cron, at(time))).toBe(true));
});

describe("a cron is not due", () => {
  test.each([
    ["36 13 * * *", "13:37"],
    ["*/5 * * * *", "13:37"],
    ["0 2 * * *", "14:00"],
    ["10-40/10 * * * *", "13:50"],
    ["* * 20 * *", "13:37"],
    ["* * * * 0", "13:37"],
    ["* * *", "13:37"],
  ])("%s at %s", (cron, time) => expect(isDue(cron, at(time))).toBe(false));
});
