import { spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";
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

test("a cron that logs 20 MB ends, and every line is read", async () => {
  // In a process of its own: one that waits for a runtime that waits for it can only be killed.
  const script = join(import.meta.dirname, "../../tests/support/cron-flood.mjs");
  const child = spawn(process.execPath, [script], { detached: true });
  // With the runtime that it has started.
  const deadline = setTimeout(() => process.kill(-child.pid, "SIGKILL"), 30_000);
  const ended = new Promise((done) => child.once("exit", (code, signal) => done(signal ?? code)));
  const [ending, said, complaints] = await Promise.all([
    ended,
    text(child.stdout),
    text(child.stderr),
  ]);
  clearTimeout(deadline);
  expect({ ending, said, complaints }).toEqual({
    ending: 0,
    said: "20000 lines of 1000 letters\n",
    complaints: "",
  });
});
