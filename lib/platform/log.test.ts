import { DrizzleQueryError } from "drizzle-orm/errors";
import { afterEach, expect, test, vi } from "vitest";
import { log } from "./log";

const written = vi.spyOn(console, "error").mockImplementation(() => undefined);
afterEach(() => written.mockClear());

const line = () => JSON.parse(String(written.mock.calls[0]?.[0]));

test("a line names the event, its fields, and why and where it failed", () => {
  log("error", "cron.failed", { roomId: "r1" }, new TypeError("Nobody there"));
  expect(line()).toEqual({
    level: "error",
    event: "cron.failed",
    roomId: "r1",
    cause: expect.stringMatching(/^TypeError: Nobody there\n +at .*log\.test\.ts/),
  });
});

test("a query that failed leaves no word of what it was asked with", () => {
  const params = ["ann@example.test", "line one\nparams: secret body\n    at nowhere", "scrypt$1"];
  const cause = new DrizzleQueryError(
    "insert into users values (?, ?, ?)",
    params,
    new Error("full"),
  );
  log("error", "route.failed", {}, new Error("Could not register", { cause }));
  const { cause: said } = line();
  expect(said).toContain("Could not register");
  expect(said).toContain("Failed query: insert into users values (?, ?, ?)\n    at");
  expect(said).toContain("<- Error: full");
  for (const word of ["ann@", "line one", "secret body", "scrypt$1"])
    expect(said).not.toContain(word);
});
